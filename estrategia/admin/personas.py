"""Las personas que entran y el cargo con que actúan. Los permisos salen de sus asignaciones."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils import timezone

from estrategia import acceso
from estrategia.administracion import AdminDeEntidad, EnLinea, FormularioDeEntidad
from estrategia.catalogos import Rol
from estrategia.models import Asignacion, Usuario

# Aquí los permisos son roles con fechas, no grupos.
admin.site.unregister(Group)

ENTRA = {"is_staff": "puede entrar a la administración"}
AYUDA_ENTRA = {"is_staff": "Lo que ve y hace adentro lo dicen sus asignaciones."}


class FormularioDeUsuario(FormularioDeEntidad, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = Usuario
        labels = ENTRA
        help_texts = AYUDA_ENTRA


class FormularioDeUsuarioNuevo(FormularioDeEntidad, AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = Usuario
        fields = ("username", "entidad", "first_name", "last_name", "email", "is_staff")
        labels = ENTRA
        help_texts = AYUDA_ENTRA


class AsignacionesEnLinea(EnLinea):
    model = Asignacion
    fields = ("rol", "dependencia", "cargo", "por_encargo", "desde", "hasta")
    autocomplete_fields = ("dependencia",)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        permitidos = acceso.roles_que_puede_dar(request.user)
        kwargs["choices"] = [("", "---------"), *((r, r.label) for r in Rol if r in permitidos)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Usuario)
class UsuarioAdmin(AdminDeEntidad, UserAdmin):
    form = FormularioDeUsuario
    add_form = FormularioDeUsuarioNuevo
    list_display = ("username", "nombre", "cargos", "is_active", "entidad")
    list_filter = ("is_active", "asignaciones__rol", "entidad")
    list_select_related = ("entidad",)
    search_fields = ("username", "first_name", "last_name", "email")
    autocomplete_fields = ("entidad",)
    filter_horizontal = ()
    inlines = (AsignacionesEnLinea,)
    fieldsets = (
        (None, {"fields": ("username", "password", "entidad")}),
        ("Datos de la persona", {"fields": (("first_name", "last_name"), "email")}),
        ("Entrada", {"fields": (("is_active", "is_staff", "is_superuser"),)}),
        ("Fechas", {"fields": (("last_login", "date_joined"),)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "entidad", "password1", "password2")}),
        ("Datos de la persona", {"fields": (("first_name", "last_name"), "email")}),
        ("Entrada", {"fields": ("is_staff",)}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("asignaciones__dependencia")

    def get_changeform_initial_data(self, request):
        return {"is_staff": True} | super().get_changeform_initial_data(request)

    @admin.display(description="nombre", ordering="first_name")
    def nombre(self, usuario):
        return usuario.get_full_name()

    @admin.display(description="cargos")
    def cargos(self, usuario):
        if usuario.is_superuser:
            return "Administra la instalación"
        return "; ".join(descripcion_del_cargo(una) for una in usuario.asignaciones.all())


def descripcion_del_cargo(asignacion: Asignacion) -> str:
    """«Dependencia responsable (SIAU), encargo hasta 30/06/2026»."""
    texto = asignacion.get_rol_display()
    if asignacion.dependencia:
        texto += f" ({asignacion.dependencia.sigla or asignacion.dependencia.nombre})"
    if asignacion.por_encargo:
        texto += ", encargo"
    if asignacion.hasta:
        texto += f" hasta {asignacion.hasta:%d/%m/%Y}"
        texto += ", terminado" if asignacion.hasta < timezone.localdate() else ""
    return texto
