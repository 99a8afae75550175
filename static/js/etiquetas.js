// Pone nombre a lo que el admin deja sin él: el buscador de las listas y la primera columna de
// las tablas en línea. Quien usa un lector de pantalla oye para qué son.
"use strict";

(function () {
  const SIN_NOMBRE =
    ".select2-search__field:not([aria-label]), .select2-selection__rendered[role=textbox]:not([aria-label])";

  function nombrar() {
    for (const parte of document.querySelectorAll(SIN_NOMBRE)) {
      const caja = parte.closest(".select2-container");
      const lista = caja && caja.previousElementSibling;
      const etiqueta = lista && lista.labels && lista.labels[0];
      const propio = lista && lista.getAttribute("aria-label");
      parte.setAttribute("aria-label", propio || (etiqueta ? etiqueta.textContent : "Buscar"));
    }
    for (const titulo of document.querySelectorAll(".inline-group th")) {
      if (!titulo.textContent.trim()) {
        const nombre = document.createElement("span");
        nombre.className = "visually-hidden";
        nombre.textContent = titulo.classList.contains("original") ? "Fila" : "Eliminar";
        titulo.append(nombre);
      }
    }
    // En una pantalla angosta la tabla se desliza: también con el teclado.
    for (const tabla of document.querySelectorAll(".inline-group .tabular:not([tabindex])")) {
      tabla.tabIndex = 0;
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    nombrar();
    new MutationObserver(nombrar).observe(document.body, { childList: true, subtree: true });
  });
})();
