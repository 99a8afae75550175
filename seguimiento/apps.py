from django.apps import AppConfig


class SeguimientoConfig(AppConfig):
    name = "seguimiento"
    verbose_name = "Seguimiento"

    def ready(self):
        # Las apps de abajo no conocen el seguimiento: es este el que se apunta donde le preguntan.
        # Los modelos se cargan antes.
        from cronograma import bloques, enlaces, mapa_del_sitio, nueva_vigencia  # noqa: PLC0415
        from cronograma.exportar import avances  # noqa: PLC0415
        from cronograma.importar import deshacer  # noqa: PLC0415
        from estrategia import archivos  # noqa: PLC0415
        from estrategia.avisos import registrar_fuente  # noqa: PLC0415
        from seguimiento import (  # noqa: PLC0415
            avance_publico,
            continuidad,
            en_el_mapa,
            en_la_oficina,
            en_las_paginas,
            en_transparencia,  # noqa: F401 -- al importarse anota sus búsquedas
            evidencia,
            recordatorios,
            testigos,
            valoracion_publica,
        )
        from seguimiento.exportar.avances import avances_de  # noqa: PLC0415

        archivos.reservar("seguimiento.Evidencia", evidencia.puede_ver)
        avances.registrar(avances_de)
        registrar_fuente(
            recordatorios.CLASE_DE_REPORTE,
            preparar=recordatorios.de_reportes,
            vigente=recordatorios.reporte_ya_no_se_debe,
        )
        registrar_fuente(
            recordatorios.CLASE_DE_CORTE,
            preparar=recordatorios.de_cortes,
            vigente=recordatorios.corte_ya_no_se_debe,
        )
        if testigos.tiene_reportes not in deshacer.testigos:
            deshacer.testigos.append(testigos.tiene_reportes)
        mapa_del_sitio.registrar(en_el_mapa.paginas)
        nueva_vigencia.registrar(continuidad.al_copiar_la_vigencia)
        bloques.registrar("encuentro", en_las_paginas.de_un_encuentro)
        bloques.registrar("encuentro", valoracion_publica.de_un_encuentro)
        bloques.registrar("actividad", en_las_paginas.de_una_actividad)
        bloques.registrar("entidad", avance_publico.en_la_portada)
        bloques.registrar("entidad", en_las_paginas.de_una_entidad)
        enlaces.registrar("encuentro", en_la_oficina.de_un_encuentro)
        enlaces.registrar("actividad", en_la_oficina.de_una_actividad)
