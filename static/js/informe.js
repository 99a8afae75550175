// Guarda el borrador mientras se escribe y muestra cómo va quedando. Sin guiones, queda el botón.
"use strict";

(() => {
  const ESPERA = 1500;
  const formulario = document.querySelector("form[data-informe]");
  const previa = document.querySelector("[data-previa]");
  if (!formulario || !previa) return;
  const aviso = formulario.querySelector("[data-guardado]");

  const decir = (texto, mal) => {
    aviso.textContent = texto;
    aviso.toggleAttribute("data-mal", mal);
  };

  let vuelta = 0;
  const guardar = async () => {
    const esta = ++vuelta;
    const datos = new FormData(formulario);
    datos.set("verbo", "guardar");
    try {
      const respuesta = await fetch(formulario.action, {
        method: "POST",
        body: datos,
        headers: { "X-Requested-With": "fetch" },
      });
      const dicho = await respuesta.json();
      if (esta !== vuelta) return;
      if (!dicho.guardado) {
        decir(`No se ha guardado: ${dicho.error}`, true);
        return;
      }
      const lugar = previa.scrollTop;
      previa.innerHTML = dicho.cuerpo;
      previa.scrollTop = lugar;
      decir(`Guardado a las ${dicho.guardado}.`, false);
    } catch {
      decir("No se ha guardado: use el botón «Guardar y ver cómo queda».", true);
    }
  };

  let pendiente;
  formulario.addEventListener("input", () => {
    clearTimeout(pendiente);
    pendiente = setTimeout(guardar, ESPERA);
  });
  formulario.addEventListener("submit", () => clearTimeout(pendiente));
})();
