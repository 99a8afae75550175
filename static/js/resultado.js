// Ofrece solo los resultados del alcance elegido. Sin este guion la lista sale entera y el
// servidor dice si el resultado no corresponde.
"use strict";

(function () {
  function alListo() {
    const resultado = document.querySelector("select[data-segun]");
    const alcance = resultado && document.getElementById(resultado.dataset.segun);
    if (!alcance) {
      return;
    }

    function corresponde(opcion) {
      return !opcion.dataset.alcance || opcion.dataset.alcance === alcance.value;
    }

    function ofrecer() {
      for (const opcion of resultado.options) {
        const sobra = alcance.value !== "" && !corresponde(opcion) && !opcion.selected;
        opcion.hidden = sobra;
        opcion.disabled = sobra;
      }
    }

    alcance.addEventListener("change", function () {
      const elegida = resultado.selectedOptions[0];
      // Un alcance nuevo deja sin piso al resultado del anterior.
      if (elegida && alcance.value !== "" && !corresponde(elegida)) {
        resultado.value = "";
      }
      ofrecer();
    });
    ofrecer();
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", alListo);
  } else {
    alListo();
  }
})();
