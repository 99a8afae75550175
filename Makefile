# Órdenes del proyecto. Todas preparan solas lo que les falta; «make ayuda» las explica.
# Variables: PUERTO (run), ARGS (test, bench), DATABASE_URL, PYTHON.

PUERTO ?= 8000
ARGS ?=
PY := .venv/bin/python

.DEFAULT_GOAL := ayuda
.PHONY: ayuda run test lint formato bench requirements entorno herramientas

ayuda: ## Muestra esta lista
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 20

run: entorno ## Prepara todo, carga los ejemplos y abre el sitio en 127.0.0.1 (PUERTO=8000)
	@PUERTO=$(PUERTO) scripts/servir

test: herramientas ## Corre las pruebas, en SQLite o en la base de DATABASE_URL (ARGS="-k fechas")
	@PARTICIPA_PRODUCCION=0 DEBUG=0 $(PY) -m pytest -n auto $(ARGS)

lint: herramientas ## Revisa estilo, plantillas y tipos de las salas puras
	@scripts/revisar

formato: herramientas ## Da formato al código y arregla lo que se arregla solo
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format .

bench: herramientas ## Corre las medidas de bench/ (ARGS="interpretar")
	@$(PY) bench/correr.py $(ARGS)

requirements: ## Rehace los requisitos fijados a partir de pyproject.toml
	@scripts/fijar-requisitos

entorno:
	@scripts/preparar

herramientas:
	@scripts/preparar pruebas
