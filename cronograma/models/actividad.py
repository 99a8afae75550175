"""La actividad: una línea del cronograma, como se trabaja antes de publicarla."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from cronograma.fila import Celda, Fila, Nombrado, Responsable
from cronograma.programacion import Programacion, Tipo, interpretar, necesita_revision
from estrategia.catalogos import Elemento, Modalidad, Momento, Seccion
from estrategia.models import (
    Alcance,
    Dependencia,
    Estrategia,
    Fase,
    GrupoDeValor,
    InstanciaParticipacion,
    MetaInstitucional,
    ResultadoEsperado,
    Usuario,
)

# Palabras que en la dirección pública, donde iría el código, nombran otra página.
CODIGOS_RESERVADOS = ["borrador", "cambios", "version"]
NOTA_DE_OTRO_TEXTO = (
    "El significado se fijó a mano cuando la celda decía otra cosa: escríbalo de nuevo o bórrelo."
)
TIPOS_PROGRAMACION = [(tipo.value, tipo.value.replace("_", " ").capitalize()) for tipo in Tipo]


class ActividadQuerySet(models.QuerySet):
    """Vocabulario de las actividades."""

    def de_entidad(self, entidad):
        """Las de las estrategias de una entidad."""
        return self.filter(estrategia__entidad=entidad)

    def vigentes(self):
        """Las que no se han retirado."""
        return self.filter(retirada_en=None)

    def por_revisar(self):
        """Las que tienen una fecha que una persona debe mirar."""
        return self.filter(fecha_por_revisar=True)

    def completas(self):
        """Con todo lo que pide `Actividad.fila()`, en un número fijo de consultas."""
        return (
            self.select_related("estrategia", "alcance", "resultado")
            .prefetch_related(
                "fases",
                "grupos",
                "instancias",
                "metas_institucionales",
                "responsabilidades__dependencia",
            )
            .order_by("orden", "pk")
        )


class Actividad(models.Model):
    """Actividad de una estrategia, en el orden de la hoja de la entidad.

    `fecha_programada` guarda para siempre lo que la entidad escribió; las columnas de
    significado salen de ahí (`programacion.interpretar`) o de `fecha_fijada`, que una
    persona escribe cuando la lectura no es la correcta.
    """

    estrategia = models.ForeignKey(
        Estrategia, models.PROTECT, related_name="actividades", verbose_name="estrategia"
    )
    codigo = models.SlugField(
        "código",
        max_length=30,
        blank=True,
        help_text="Identifica la actividad entre versiones. En blanco se asigna el siguiente.",
    )
    numero = models.CharField(
        "número", max_length=30, blank=True, help_text="El del documento: «5», «1.2.3», «PC-01»."
    )
    orden = models.PositiveIntegerField("orden en el documento", default=0)
    bloque = models.CharField("bloque de la hoja", max_length=120, blank=True)
    nombre = models.TextField("nombre del espacio o actividad")
    momento = models.CharField("momento", max_length=20, choices=Momento.choices, blank=True)
    elemento = models.CharField("elemento", max_length=20, choices=Elemento.choices, blank=True)
    es_participacion = models.BooleanField("participación ciudadana en la gestión", default=False)
    es_rendicion = models.BooleanField("rendición de cuentas", default=False)
    accion_gestion = models.TextField("acción de gestión institucional", blank=True)
    instrumento = models.TextField("instrumento de planeación asociado", blank=True)
    instancias = models.ManyToManyField(
        InstanciaParticipacion,
        related_name="actividades",
        verbose_name="instancias de participación legalmente constituidas",
        blank=True,
    )
    grupos = models.ManyToManyField(
        GrupoDeValor, related_name="actividades", verbose_name="grupos de valor", blank=True
    )
    fases = models.ManyToManyField(
        Fase, related_name="actividades", verbose_name="fases y etapas", blank=True
    )
    metas = models.TextField("metas y actividades de la gestión", blank=True)
    metas_institucionales = models.ManyToManyField(
        MetaInstitucional,
        related_name="actividades",
        verbose_name="metas institucionales",
        blank=True,
    )
    objetivo = models.TextField("objetivo", blank=True)
    tipo_espacio = models.TextField("tipo de espacio de diálogo", blank=True)
    presencial = models.BooleanField("presencial", default=False)
    virtual = models.BooleanField("virtual", default=False)
    alcance = models.ForeignKey(
        Alcance,
        models.PROTECT,
        related_name="actividades",
        verbose_name="alcance de la participación",
        null=True,
        blank=True,
    )
    metodologia = models.TextField("metodología", blank=True)
    resultado = models.ForeignKey(
        ResultadoEsperado,
        models.PROTECT,
        related_name="actividades",
        verbose_name="resultado esperado",
        null=True,
        blank=True,
    )
    fecha_programada = models.TextField(
        "fecha programada",
        blank=True,
        help_text="Como la escribe la entidad: «ene-22», «1er Cuatrimestre», «Mensual».",
    )
    fecha_fijada = models.CharField(
        "significado fijado a mano",
        max_length=200,
        blank=True,
        help_text="Solo si lo entendido no es correcto: «del 1 de marzo al 30 de abril de 2022».",
    )
    tipo_programacion = models.CharField(
        "tipo de fecha", max_length=15, choices=TIPOS_PROGRAMACION, editable=False
    )
    inicio = models.DateField("inicio", null=True, editable=False)
    fin = models.DateField("fin", null=True, editable=False)
    significado = models.JSONField("significado de la fecha", default=dict, editable=False)
    fecha_leida = models.TextField("texto del que salió el significado", editable=False)
    fecha_por_revisar = models.BooleanField("fecha por revisar", default=False, editable=False)
    es_gradual = models.BooleanField(
        "avanza gradualmente",
        default=False,
        help_text="El avance esperado crece con el tiempo, y no solo al final del periodo.",
    )
    producto = models.TextField("meta o producto", blank=True)
    dependencias = models.ManyToManyField(
        Dependencia,
        through="Responsabilidad",
        related_name="actividades",
        verbose_name="dependencias responsables",
    )
    presupuesto = models.TextField("presupuesto y recursos", blank=True)
    correo = models.EmailField("correo de contacto", blank=True)
    lugar = models.CharField("lugar", max_length=250, blank=True)
    enlace = models.URLField("enlace", blank=True)
    observaciones = models.TextField("observaciones", blank=True)
    seccion = models.CharField(
        "sección del menú Participa", max_length=20, choices=Seccion.choices, blank=True
    )
    seccion_confirmada = models.BooleanField("sección confirmada", default=False)
    celdas = models.JSONField("celdas de la hoja", default=dict, blank=True, editable=False)
    extras = models.JSONField("columnas propias de la hoja", default=dict, blank=True)
    retirada_en = models.DateTimeField("retirada", null=True, blank=True, editable=False)
    retirada_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="+",
        verbose_name="retirada por",
        null=True,
        blank=True,
        editable=False,
    )
    retirada_motivo = models.TextField("motivo del retiro", blank=True, editable=False)

    objects = ActividadQuerySet.as_manager()

    class Meta:
        verbose_name = "actividad"
        verbose_name_plural = "actividades"
        ordering = ["estrategia", "orden", "pk"]
        indexes = [models.Index(fields=["estrategia", "inicio"], name="actividad_por_inicio")]
        constraints = [
            models.UniqueConstraint(
                fields=["estrategia", "codigo"],
                name="actividad_codigo_unico_por_estrategia",
                violation_error_message="Ya hay una actividad con ese código en la estrategia.",
            ),
            models.CheckConstraint(
                name="actividad_codigo_no_reservado",
                condition=~Q(codigo__in=CODIGOS_RESERVADOS),
                violation_error_message="Ese código es el nombre de una página; elija otro.",
            ),
            models.CheckConstraint(
                name="actividad_con_nombre",
                condition=~Q(nombre=""),
                violation_error_message="Escriba el nombre de la actividad.",
            ),
            models.CheckConstraint(
                name="actividad_fechas_en_orden",
                condition=Q(inicio=None, fin=None)
                | Q(inicio__isnull=False, fin__isnull=False, fin__gte=models.F("inicio")),
                violation_error_message="La fecha final es anterior a la inicial.",
            ),
            models.CheckConstraint(
                name="actividad_retiro_completo",
                condition=Q(retirada_en=None, retirada_por=None, retirada_motivo="")
                | Q(retirada_en__isnull=False, retirada_por__isnull=False) & ~Q(retirada_motivo=""),
                violation_error_message="Registre juntos quién retira, cuándo y por qué.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} · {self.nombre[:80]}"

    def save(self, *args, **kwargs):
        self.codigo = self.codigo or self.siguiente_codigo()
        self.actualizar_significado()
        super().save(*args, **kwargs)

    def clean(self):
        """El resultado esperado es del alcance elegido, o de ninguno en particular."""
        suyo = self.resultado.alcance_id if self.resultado else None
        if suyo and self.alcance_id and suyo != self.alcance_id:
            raise ValidationError(
                {
                    "resultado": f"«{self.resultado}» es resultado de otro alcance: cambie uno de los dos."
                }
            )

    def siguiente_codigo(self) -> str:
        """El primer código libre «01», «02»… después del último de la estrategia."""
        usados = set(
            Actividad.objects.filter(estrategia=self.estrategia_id).values_list("codigo", flat=True)
        )
        numero = len(usados) + 1
        while f"{numero:02d}" in usados:
            numero += 1
        return f"{numero:02d}"

    def actualizar_significado(self) -> None:
        """Vuelve a leer la fecha solo si cambió el texto, la vigencia o lo fijado a mano.

        Así un cambio en la gramática no altera en silencio lo que ya se había entendido.
        """
        vigencia = self.estrategia.vigencia
        leida = f"{vigencia}|{self.fecha_programada}|{self.fecha_fijada}"
        if leida == self.fecha_leida:
            return
        se_fijo_para_otro = self._se_fijo_para_otro_texto()
        self.programacion = interpretar(self.fecha_fijada or self.fecha_programada, vigencia)
        if se_fijo_para_otro:
            notas = (*self.programacion.notas, NOTA_DE_OTRO_TEXTO)
            self.programacion = replace(self.programacion, notas=notas)
            self.fecha_por_revisar = True
        self.fecha_leida = leida

    def _se_fijo_para_otro_texto(self) -> bool:
        """¿La entidad cambió la fecha y lo fijado a mano sigue siendo lo de antes?"""
        _, _, anterior = self.fecha_leida.partition("|")
        return (
            bool(self.fecha_fijada)
            and anterior.endswith(f"|{self.fecha_fijada}")
            and anterior != f"{self.fecha_programada}|{self.fecha_fijada}"
        )

    @property
    def programacion(self) -> Programacion:
        """El significado de la fecha, como valor."""
        return Programacion.desde_dict(self.significado)

    @programacion.setter
    def programacion(self, valor: Programacion) -> None:
        self.significado = valor.como_dict()
        self.tipo_programacion = valor.tipo.value
        self.inicio, self.fin = valor.inicio, valor.fin
        self.fecha_por_revisar = necesita_revision(valor) and not self.fecha_fijada

    @property
    def modalidad(self) -> Modalidad | None:
        """Presencial, virtual o mixta según las marcas; None si el documento no lo dice."""
        return Modalidad.de_marcas(presencial=self.presencial, virtual=self.virtual)

    def fila(self) -> Fila:
        """La actividad como valor. Pídala sobre `Actividad.objects.completas()`."""
        return Fila(
            **{campo: getattr(self, campo) for campo in CAMPOS_DIRECTOS},
            vigencia=self.estrategia.vigencia,
            fases=tuple(Nombrado(fase.codigo, fase.nombre) for fase in self.fases.all()),
            grupos=tuple(grupo.nombre for grupo in self.grupos.all()),
            instancias=tuple(instancia.nombre for instancia in self.instancias.all()),
            metas_institucionales=tuple(
                Nombrado(meta.codigo, meta.texto) for meta in self.metas_institucionales.all()
            ),
            dependencias=tuple(una.como_responsable() for una in self.responsabilidades.all()),
            alcance=self.alcance.texto if self.alcance else "",
            alcance_en_palabras=self.alcance.en_palabras if self.alcance else "",
            resultado=self.resultado.texto if self.resultado else "",
            celdas={clave: Celda(**celda) for clave, celda in self.celdas.items()},
        )


# Los campos que la fila toma tal cual.
CAMPOS_DIRECTOS = (
    "codigo numero orden nombre bloque momento elemento es_participacion es_rendicion"
    " accion_gestion instrumento metas objetivo tipo_espacio presencial virtual metodologia"
    " fecha_programada programacion es_gradual producto presupuesto correo lugar enlace"
    " observaciones seccion extras"
).split()

# Las columnas que se escriben al leer la fecha.
CAMPOS_DEL_SIGNIFICADO = (
    "tipo_programacion inicio fin significado fecha_leida fecha_por_revisar"
).split()


class Responsabilidad(models.Model):
    """Que una dependencia responde por una actividad; solo una la lidera."""

    actividad = models.ForeignKey(
        Actividad, models.CASCADE, related_name="responsabilidades", verbose_name="actividad"
    )
    dependencia = models.ForeignKey(
        Dependencia, models.PROTECT, related_name="responsabilidades", verbose_name="dependencia"
    )
    es_lider = models.BooleanField("es líder", default=False)
    orden = models.PositiveSmallIntegerField("orden", default=0)

    class Meta:
        verbose_name = "responsabilidad"
        verbose_name_plural = "responsabilidades"
        ordering = ["orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actividad", "dependencia"],
                name="responsabilidad_unica",
                violation_error_message="La dependencia ya responde por esta actividad.",
            ),
            models.UniqueConstraint(
                fields=["actividad"],
                condition=Q(es_lider=True),
                name="responsabilidad_un_solo_lider",
                violation_error_message="La actividad ya tiene una dependencia líder.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.dependencia)

    def como_responsable(self) -> Responsable:
        """La responsabilidad como valor de la fila."""
        return Responsable(self.dependencia.nombre, self.dependencia.sigla, self.es_lider)


def seguir_la_vigencia(sender, instance: Estrategia, created: bool, **kwargs) -> None:
    """Al corregir el año de una estrategia, sus fechas sin año cambian con ella."""
    de_otro_anio = instance.actividades.exclude(fecha_leida__startswith=f"{instance.vigencia}|")
    for actividad in de_otro_anio:
        actividad.estrategia = instance
        actividad.save(update_fields=CAMPOS_DEL_SIGNIFICADO)
