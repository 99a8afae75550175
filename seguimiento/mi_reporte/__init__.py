"""El reporte de avance de una dependencia en un corte: su lista, lo que escribe, enviarlo y revisarlo.

Salas: `renglones` (la lista ya hecha), `escrito` (lo que una persona escribe y lo que le falta),
`guardar`, `enviar` (con su recibo), `revisar` (planeación acepta o devuelve) y `tablero` (cómo va
cada dependencia). Aquí no se decide quién puede: lo dice `renglones.puede_reportar` con `acceso`.
"""
