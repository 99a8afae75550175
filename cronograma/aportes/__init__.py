"""Aportes: lo que la ciudadanía pregunta, propone o comenta, y lo que la entidad hace con ello.

`usos` declara qué se debe a cada uno; `recepcion` lo recibe; `reloj` dice cuándo vence; `tramite`
lo mueve por la entidad y `quien` dice a quién le toca; `publicos` es lo que cualquiera lee;
`avisos`, los correos; `cumplimiento`, las cuentas. Las observaciones a un borrador tienen su
propio módulo (`cronograma.observaciones`).
"""
