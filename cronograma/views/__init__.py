"""Las páginas públicas: cada módulo una página o una familia de archivos."""
