"""Las direcciones que usa el sitio: ninguna entidad puede tomarlas como nombre corto.

La primera parte de toda dirección pública es el nombre corto de una entidad o una de estas
palabras. Las que todavía no se usan se guardan para no quitárselas después a nadie.
"""

RESERVADAS = frozenset(
    {
        # Las que hoy usa el sitio.
        "admin",
        "archivos",
        "datos",
        "static",
        "robots.txt",
        "sitemap.xml",
        ".well-known",
        # Las que se guardan.
        "api",
        "ayuda",
        "buscar",
        "calendario",
        "cuenta",
        "entidades",
        "favicon.ico",
        "media",
        "participa",
    }
)
DIRECCION_RESERVADA = (
    "Esa dirección corta la usa el sitio: escriba otra, por ejemplo con el nombre del municipio."
)
