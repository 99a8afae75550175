"""Salidas de un documento: los archivos oficiales y los datos abiertos."""
