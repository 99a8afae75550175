"""Configuración: un solo archivo; lo que cambia de una instalación a otra viene del entorno.

Sin ninguna variable el sistema corre en este equipo con SQLite. Con PARTICIPA_PRODUCCION=1
exige lo que un sitio público necesita y lo dice en una frase. Cada variable está explicada
en .env.ejemplo.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
# Lo que ya está en el entorno manda sobre el archivo.
environ.Env.read_env(BASE_DIR / ".env")

MEGA = 1024 * 1024
ANIO_EN_SEGUNDOS = 365 * 24 * 60 * 60

# --- Dónde corre ---------------------------------------------------------------------------

PRODUCCION = env.bool("PARTICIPA_PRODUCCION", default=False)
# Sólo muestra las páginas de error de Django; no cambia nada más.
DEBUG = env.bool("DEBUG", default=False)

NOMBRES_LOCALES = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCCION else NOMBRES_LOCALES)
if PRODUCCION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "Falta ALLOWED_HOSTS: escriba los nombres del sitio separados por comas, "
        "por ejemplo participa.entidad.gov.co (vea .env.ejemplo)."
    )

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    # Una clave conocida sólo es aceptable si nadie de fuera puede llegar al sitio.
    if PRODUCCION or not set(ALLOWED_HOSTS) <= set(NOMBRES_LOCALES):
        raise ImproperlyConfigured(
            "Falta SECRET_KEY: una clave larga, secreta y propia de esta instalación. "
            "Cree una con «python -c 'import secrets; print(secrets.token_urlsafe(64))'» "
            "y póngala en el entorno o en .env (vea .env.ejemplo)."
        )
    SECRET_KEY = "clave-de-este-equipo-que-nunca-sale-a-un-sitio-publico-0123456789"  # noqa: S105 -- no protege nada: sólo sirve en localhost

# --- Aplicaciones --------------------------------------------------------------------------

INSTALLED_APPS = [
    # Las nuestras van primero: sus plantillas pueden completar las del admin.
    "estrategia",
    "cronograma",
    "seguimiento",
    "config.apps.AdminDeParticipa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # runserver deja los estáticos a whitenoise, igual que en producción.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "import_export",
    "simple_history",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Por fuera de todo lo que escribe o lee el cuerpo de la respuesta.
    "config.compresion.Comprimir",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Anota en la historia quién hizo el cambio.
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Datos ---------------------------------------------------------------------------------

OPCIONES_SQLITE = {
    # Con WAL e IMMEDIATE dos personas que guardan a la vez esperan su turno en lugar de recibir
    # «database is locked». Por lo mismo no se usa ATOMIC_REQUESTS: cada visita pediría el turno.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA cache_size=-64000;"
        "PRAGMA mmap_size=268435456;"
        "PRAGMA temp_store=MEMORY;"
    ),
}


def base_de_datos():
    """La base que dice DATABASE_URL, con las opciones medidas para cada motor."""
    base = env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR}/participa.sqlite3")
    match base["ENGINE"]:
        case "django.db.backends.sqlite3":
            base["OPTIONS"] = OPCIONES_SQLITE | base.get("OPTIONS", {})
        case "django.db.backends.postgresql":
            # La conexión se conserva entre visitas; abrirla cada vez cuesta tres veces más.
            base.setdefault("CONN_MAX_AGE", None)
            base.setdefault("CONN_HEALTH_CHECKS", True)
        case _:
            raise ImproperlyConfigured(
                "DATABASE_URL debe comenzar por sqlite:/// o por postgres:// (vea .env.ejemplo)."
            )
    return base


DATABASES = {"default": base_de_datos()}

# En memoria basta con un proceso; varios nodos comparten Redis.
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

# --- Personas ------------------------------------------------------------------------------

AUTH_USER_MODEL = "estrategia.Usuario"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

VALIDADORES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDADORES}.UserAttributeSimilarityValidator"},
    {"NAME": f"{VALIDADORES}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{VALIDADORES}.CommonPasswordValidator"},
    {"NAME": f"{VALIDADORES}.NumericPasswordValidator"},
]

# --- Idioma y hora -------------------------------------------------------------------------

LANGUAGE_CODE = "es-co"
TIME_ZONE = "America/Bogota"
USE_I18N = True
USE_TZ = True

# Quien escribe «entidad.gov.co» sin más quiere decir https; Django lo hará solo desde 6.0.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Archivos ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.path("PARTICIPA_ESTATICOS", default=str(BASE_DIR / "staticfiles"))()
STATICFILES_DIRS = [BASE_DIR / "static"]

# Lo que suben las entidades es privado: ninguna dirección lo sirve sola; lo entrega una vista
# que antes mira quién pregunta.
MEDIA_URL = "/archivos/"
MEDIA_ROOT = env.path("PARTICIPA_MEDIA", default=str(BASE_DIR / "media"))()
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

ALMACEN_ESTATICO = {
    # En producción el nombre lleva la huella del contenido y el navegador lo guarda un año.
    True: "whitenoise.storage.CompressedManifestStaticFilesStorage",
    False: "django.contrib.staticfiles.storage.StaticFilesStorage",
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": ALMACEN_ESTATICO[PRODUCCION]},
}
# Fuera de producción no hace falta collectstatic: se leen donde están.
WHITENOISE_USE_FINDERS = not PRODUCCION
WHITENOISE_AUTOREFRESH = not PRODUCCION
# Las fuentes y los estilos son para estas páginas, no para las de otros sitios.
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Límites -------------------------------------------------------------------------------

PARTICIPA_IMPORTAR_MAX_MB = env.int("PARTICIPA_IMPORTAR_MAX_MB", default=20)
PARTICIPA_IMPORTAR_MAX_FILAS = env.int("PARTICIPA_IMPORTAR_MAX_FILAS", default=20_000)
PARTICIPA_IMPORTAR_MAX_CELDAS = env.int("PARTICIPA_IMPORTAR_MAX_CELDAS", default=1_000_000)

# La información previa, las memorias y las piezas de las convocatorias, que son públicas.
PARTICIPA_MATERIAL_MB = env.int("PARTICIPA_MATERIAL_MB", default=20)
PARTICIPA_EVIDENCIA_MB = env.int("PARTICIPA_EVIDENCIA_MB", default=20)
# Al cerrar un corte, probar si responden las direcciones dadas como evidencia: sale a internet.
PARTICIPA_PROBAR_ENLACES = env.bool("PARTICIPA_PROBAR_ENLACES", default=False)

# Los archivos subidos no cuentan aquí: sus límites son los de arriba.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * MEGA
# Las tablas en línea del admin mandan muchos campos por fila.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Al exportar desde el admin, un texto que empieza por «=» no se vuelve fórmula.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# --- Correo --------------------------------------------------------------------------------

# Sin EMAIL_URL los mensajes se escriben en la consola.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("PARTICIPA_CORREO_DE", default="participa@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Sin límite, un servidor que no contesta dejaría el aviso «entregándose» para siempre.
EMAIL_TIMEOUT = 15
# Los correos enlazan páginas y no nacen de una visita que diga dónde está el sitio.
PARTICIPA_SITIO = env.str(
    "PARTICIPA_SITIO",
    default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCCION else "http://localhost:8000",
)

# --- Seguridad -----------------------------------------------------------------------------

# HTTPS se apaga aparte para probar la configuración de producción en una red cerrada.
HTTPS = env.bool("PARTICIPA_HTTPS", default=PRODUCCION)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.int("PARTICIPA_HSTS_SEGUNDOS", default=ANIO_EN_SEGUNDOS) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("PARTICIPA_HSTS_SUBDOMINIOS", default=HTTPS)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
if env.bool("PARTICIPA_DETRAS_DE_PROXY", default=False):
    # Sólo si el proxy borra esta cabecera cuando viene de fuera.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

# Nada de otros sitios y nada escrito dentro de la página: ni guiones ni estilos en línea.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- Registro ------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"linea": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"consola": {"class": "logging.StreamHandler", "formatter": "linea"}},
    "root": {
        "handlers": ["consola"],
        "level": env.str("PARTICIPA_NIVEL_DE_REGISTRO", default="INFO").upper(),
    },
    # El registro propio de Django iría además por correo y callaría con DEBUG apagado.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Cada PDF contaría sus pasos y sus letras, renglón por renglón.
        "weasyprint.progress": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
