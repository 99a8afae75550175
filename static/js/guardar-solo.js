// Guarda el formulario mientras se escribe y dice a qué hora. Sin guiones, queda el botón «Guardar».
"use strict";

(() => {
  const ESPERA = 1500;
  const formulario = document.querySelector("form[data-guardar-solo]");
  const aviso = formulario && formulario.querySelector("[data-guardado]");
  if (!aviso) return;

  let turno = 0;
  let enCurso = false;

  const decir = (texto, mal) => {
    aviso.textContent = texto;
    aviso.toggleAttribute("data-mal", mal);
  };

  const esperar = () => {
    clearTimeout(turno);
    turno = setTimeout(guardar, ESPERA);
  };

  async function guardar() {
    // De a uno: el que salió primero no puede llegar de último y borrar lo nuevo.
    if (enCurso) {
      esperar();
      return;
    }
    enCurso = true;
    try {
      const respuesta = await fetch(formulario.action, {
        method: "POST",
        body: new FormData(formulario),
        headers: { "X-Requested-With": "fetch" },
      });
      const dicho = await respuesta.json();
      if (dicho.guardado) decir(`Guardado a las ${dicho.guardado}.`, false);
      else decir(`No se ha guardado: ${dicho.error}`, true);
    } catch {
      decir("No se ha guardado: use el botón «Guardar».", true);
    }
    enCurso = false;
  }

  formulario.addEventListener("input", esperar);
  formulario.addEventListener("submit", () => clearTimeout(turno));
})();
