// Muestra junto a la fecha lo que se entiende de ella mientras se escribe.
// Sin este guion el recuadro se actualiza al guardar.
"use strict";

(function () {
  const ESPERA = 250; // milisegundos desde la última tecla

  function alListo() {
    const fecha = document.querySelector("[data-entendido]");
    const casilla = document.getElementById("entendido");
    if (!fecha || !casilla) {
      return;
    }
    const fijada = document.getElementById("id_fecha_fijada");
    const estrategia = document.getElementById("id_estrategia");
    let turno = 0;
    let reloj;

    function preguntar() {
      const mio = ++turno;
      const datos = new URLSearchParams({
        texto: fecha.value,
        fijada: fijada ? fijada.value : "",
        estrategia: (estrategia && estrategia.value) || fecha.dataset.estrategia,
      });
      fetch(fecha.dataset.entendido + "?" + datos, { headers: { Accept: "application/json" } })
        .then((respuesta) => (respuesta.ok ? respuesta.json() : Promise.reject(respuesta)))
        .then((leido) => {
          // Una respuesta vieja no pisa a una nueva.
          if (mio === turno) {
            mostrar(leido);
          }
        })
        .catch(() => {
          if (mio === turno) {
            mostrar({ error: "No se pudo consultar ahora. Al guardar verá lo que se entendió." });
          }
        });
    }

    function mostrar(leido) {
      const frase = document.createElement("strong");
      frase.textContent = leido.error || leido.entendido;
      const notas = document.createElement("ul");
      for (const nota of leido.notas || []) {
        const renglon = document.createElement("li");
        renglon.textContent = nota;
        notas.append(renglon);
      }
      casilla.dataset.revisar = leido.por_revisar || leido.error ? "si" : "no";
      casilla.replaceChildren(frase, notas);
    }

    function alEscribir() {
      clearTimeout(reloj);
      reloj = setTimeout(preguntar, ESPERA);
    }

    fecha.addEventListener("input", alEscribir);
    if (fijada) {
      fijada.addEventListener("input", alEscribir);
    }
    if (estrategia && window.django && window.django.jQuery) {
      // El autocompletar del admin avisa por jQuery, no con un evento del navegador.
      window.django.jQuery(estrategia).on("change", alEscribir);
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", alListo);
  } else {
    alListo();
  }
})();
