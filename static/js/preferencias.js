// Antes de pintar: aplica lo que la persona eligió en este equipo. No sale de él.
(function () {
  "use strict";
  var raiz = document.documentElement;
  raiz.dataset.guiones = "si";
  try {
    ["contraste", "tema", "letra"].forEach(function (nombre) {
      var valor = localStorage.getItem("participa-" + nombre);
      if (valor) raiz.dataset[nombre] = valor;
    });
  } catch (error) {
    // El navegador no deja guardar: la página funciona igual.
  }
})();
