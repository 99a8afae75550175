// Mejoras: la barra de accesibilidad y los filtros sin recargar. Sin este archivo todo funciona.
(function () {
  "use strict";
  var raiz = document.documentElement;

  function guardar(nombre, valor) {
    if (valor) raiz.dataset[nombre] = valor;
    else delete raiz.dataset[nombre];
    try {
      if (valor) localStorage.setItem("participa-" + nombre, valor);
      else localStorage.removeItem("participa-" + nombre);
    } catch (error) {
      // Sin almacenamiento la elección dura lo que dura la página.
    }
  }

  function esOscuro() {
    return raiz.dataset.tema
      ? raiz.dataset.tema === "oscuro"
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function cambiarLetra(paso) {
    var letra = Math.min(3, Math.max(-1, Number(raiz.dataset.letra || 0) + paso));
    guardar("letra", letra ? String(letra) : "");
  }

  var acciones = {
    contraste: function () {
      guardar("contraste", raiz.dataset.contraste ? "" : "alto");
    },
    tema: function () {
      guardar("tema", esOscuro() ? "claro" : "oscuro");
    },
    aumentar: function () {
      cambiarLetra(1);
    },
    reducir: function () {
      cambiarLetra(-1);
    },
  };

  function marcarBotones() {
    document.querySelectorAll("[data-accion]").forEach(function (boton) {
      if (boton.dataset.accion === "contraste")
        boton.setAttribute("aria-pressed", String(Boolean(raiz.dataset.contraste)));
      if (boton.dataset.accion === "tema") boton.setAttribute("aria-pressed", String(esOscuro()));
    });
  }

  document.addEventListener("click", function (evento) {
    var boton = evento.target.closest("[data-accion]");
    if (!boton) return;
    if (boton.dataset.accion === "imprimir") window.print();
    else if (boton.dataset.accion === "copiar") copiar(boton);
    else acciones[boton.dataset.accion]();
    marcarBotones();
  });
  marcarBotones();

  document.querySelectorAll("[data-con-guiones]").forEach(function (pieza) {
    pieza.hidden = false;
  });

  function copiar(boton) {
    navigator.clipboard.writeText(boton.dataset.direccion).then(function () {
      anunciar("Dirección copiada.");
      boton.querySelector("[data-rotulo]").textContent = "Dirección copiada";
    });
  }

  // --- Filtros sin recargar ---------------------------------------------------------------

  var formulario = document.getElementById("filtro");
  if (!formulario || !window.fetch || !window.DOMParser) return;

  function anunciar(texto) {
    var voz = document.getElementById("voz");
    if (voz) voz.textContent = texto;
  }

  function direccionDe(formulario) {
    var consulta = new URLSearchParams();
    new FormData(formulario).forEach(function (valor, nombre) {
      if (String(valor).trim()) consulta.append(nombre, valor);
    });
    var texto = consulta.toString();
    return location.pathname + (texto ? "?" + texto : "");
  }

  var pedido = 0;

  function traer(direccion, alTerminar) {
    var este = ++pedido;
    return fetch(direccion, { headers: { Accept: "text/html" } })
      .then(function (respuesta) {
        if (!respuesta.ok) throw new Error("respuesta " + respuesta.status);
        return respuesta.text();
      })
      .then(function (html) {
        if (este !== pedido) return;
        cambiar(new DOMParser().parseFromString(html, "text/html"));
        if (alTerminar) alTerminar();
      })
      .catch(function () {
        location.assign(direccion);
      });
  }

  function cambiar(otra) {
    var enfocado = document.activeElement && document.activeElement.id;
    var abiertas = Array.from(document.querySelectorAll("#facetas details[open]"), function (una) {
      return una.id;
    });
    document.querySelectorAll("[data-cambia]").forEach(function (pieza) {
      var nueva = otra.getElementById(pieza.id);
      if (nueva) pieza.replaceChildren.apply(pieza, Array.from(nueva.childNodes));
    });
    abiertas.forEach(function (id) {
      var faceta = document.getElementById(id);
      if (faceta) faceta.open = true;
    });
    var busca = document.getElementById("q");
    var otraBusca = otra.getElementById("q");
    if (busca && otraBusca && document.activeElement !== busca) busca.value = otraBusca.value;
    if (enfocado && document.getElementById(enfocado)) document.getElementById(enfocado).focus();
    document.title = otra.title;
    anunciar(document.getElementById("cuantas").textContent.trim());
  }

  var vista = location.search;

  function ir(direccion) {
    history.pushState(null, "", direccion + location.hash);
    vista = location.search;
    return traer(direccion);
  }

  formulario.addEventListener("change", function (evento) {
    if (evento.target.type === "checkbox") ir(direccionDe(formulario));
  });
  formulario.addEventListener("submit", function (evento) {
    evento.preventDefault();
    ir(direccionDe(formulario)).then(function () {
      if (location.hash === "#filtros") location.hash = "resultados";
    });
  });
  document.addEventListener("click", function (evento) {
    var ficha = evento.target.closest("a[data-ficha]");
    if (!ficha || evento.ctrlKey || evento.metaKey || evento.shiftKey) return;
    evento.preventDefault();
    var direccion = location.pathname + (ficha.search || "");
    ir(direccion).then(function () {
      document.getElementById("resultados").focus();
    });
  });
  // Abrir el panel de filtros también cambia la dirección, pero no lo que se busca.
  window.addEventListener("popstate", function () {
    if (location.search !== vista) traer(location.pathname + location.search);
    vista = location.search;
  });
})();
