// «Mi reporte»: guarda cada línea al dejar de escribir y dice a qué hora. Sin este guion, los botones.
"use strict";

(function () {
  const ESPERA = 1200;

  function alListo() {
    const formulario = document.querySelector("form[data-guarda-solo]");
    if (!formulario || !window.fetch) {
      return;
    }
    formulario.querySelectorAll("[data-guardar]").forEach(function (linea) {
      vigilar(formulario, linea);
    });
  }

  function vigilar(formulario, linea) {
    let turno = null;
    let enCurso = false;
    let otraVez = false;

    async function guardar() {
      // Otra persona guardó esta línea: solo el botón, ya sabiéndolo, la reemplaza.
      if (linea.dataset.conflicto === "si") {
        return;
      }
      if (enCurso) {
        otraVez = true;
        return;
      }
      enCurso = true;
      linea.dataset.pendiente = "no";
      decir(linea, "Guardando…", false);
      try {
        const respuesta = await fetch(linea.dataset.guardar, {
          method: "POST",
          body: datosDe(formulario, linea),
          headers: { Accept: "application/json" },
          credentials: "same-origin",
        });
        mostrar(linea, respuesta.ok || respuesta.status === 422 ? await respuesta.json() : null);
      } catch (error) {
        mostrar(linea, null);
      }
      enCurso = false;
      if (otraVez) {
        otraVez = false;
        guardar();
      }
    }

    linea.addEventListener("input", function () {
      linea.dataset.pendiente = "si";
      window.clearTimeout(turno);
      turno = window.setTimeout(guardar, ESPERA);
    });
  }

  function datosDe(formulario, linea) {
    const datos = new FormData();
    datos.append("csrfmiddlewaretoken", formulario.querySelector("[name=csrfmiddlewaretoken]").value);
    linea.querySelectorAll("input, textarea").forEach(function (campo) {
      if (campo.type !== "checkbox" || campo.checked) {
        datos.append(campo.name, campo.value);
      }
    });
    return datos;
  }

  function mostrar(linea, respuesta) {
    if (!respuesta) {
      decir(linea, "No se pudo guardar: revise su conexión y use el botón «Guardar».", true);
      return;
    }
    const listas = document.querySelector("[data-listas]");
    listas.textContent = respuesta.listas;
    if (!respuesta.guardada) {
      if (respuesta.conflicto) {
        linea.dataset.conflicto = "si";
        linea.querySelector("[name$='-leida']").value = respuesta.leida;
      }
      decir(linea, respuesta.errores.join(" "), true);
      return;
    }
    linea.querySelector("[name$='-leida']").value = respuesta.leida;
    linea.querySelector("[data-falta]").textContent = respuesta.falta.join(" ");
    const razones = linea.querySelector("[data-razones]");
    if (razones && respuesta.falta.length > 0) {
      razones.open = true;
    }
    decir(linea, "Guardado a las " + respuesta.hora, false);
  }

  function decir(linea, frase, mal) {
    const lugar = linea.querySelector("[data-guardado]");
    lugar.textContent = frase;
    lugar.toggleAttribute("data-mal", mal);
  }

  // Quien se va con algo sin guardar lo sabe.
  window.addEventListener("beforeunload", function (evento) {
    if (document.querySelector("[data-pendiente='si']") && !enviando) {
      evento.preventDefault();
    }
  });
  let enviando = false;
  document.addEventListener("submit", function () {
    enviando = true;
  });

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", alListo);
  } else {
    alListo();
  }
})();
