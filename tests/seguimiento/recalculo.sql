-- Las cifras del año inventado, recalculadas sin usar nada del programa: solo las tablas y, escrito a
-- mano, cuánto debía llevar cada actividad al final de cada trimestre. Vale en SQLite y en PostgreSQL.
-- Cada consulta empieza por «-- nombre:»; «{lineas}» es el bloque común de la primera.

-- nombre: lineas
WITH esperado(codigo, periodo, valor) AS (VALUES
  ('01', 'T1', 1.0), ('01', 'T2', 1.0), ('01', 'T3', 1.0), ('01', 'T4', 1.0),   -- 28 de febrero
  ('02', 'T1', 1.0), ('02', 'T2', 1.0), ('02', 'T3', 1.0), ('02', 'T4', 1.0),   -- 1.er trimestre
  ('03', 'T1', 1.0), ('03', 'T2', 1.0), ('03', 'T3', 1.0), ('03', 'T4', 1.0),   -- febrero
  ('04', 'T1', 0.5), ('04', 'T2', 0.5), ('04', 'T3', 1.0), ('04', 'T4', 1.0),   -- marzo y septiembre
  ('05', 'T2', 1.0), ('05', 'T3', 1.0), ('05', 'T4', 1.0),                      -- abril a junio
  ('06', 'T1', 0.25), ('06', 'T2', 0.5), ('06', 'T3', 0.75), ('06', 'T4', 1.0), -- mensual
  ('07', 'T2', 1.0),                                          -- 2.º trimestre; se retira en julio
  ('08', 'T2', 0.5), ('08', 'T3', 0.5), ('08', 'T4', 1.0),                      -- semestral
  ('09', 'T1', 0.25), ('09', 'T2', 0.5), ('09', 'T3', 0.75), ('09', 'T4', 1.0), -- todo el año
  ('11', 'T4', 1.0),                                          -- agosto; se pasa a octubre en julio
  ('12', 'T4', 1.0), ('13', 'T4', 1.0), ('14', 'T4', 1.0)
),
dicho AS (
  SELECT v.id AS avance, a.id AS actividad, a.codigo, c.periodo, c.fecha,
         v.porcentaje, v.porcentaje_aceptado AS aceptado, w.porcentaje AS verificado,
         v.solicitudes_recibidas AS recibidas, v.solicitudes_atendidas AS atendidas
  FROM seguimiento_avance v
  JOIN seguimiento_corte c ON c.id = v.corte_id
  JOIN cronograma_actividad a ON a.id = v.actividad_id
  JOIN estrategia_estrategia e ON e.id = c.estrategia_id
  JOIN estrategia_entidad n ON n.id = e.entidad_id AND n.slug = 'municipio-inventado'
  LEFT JOIN seguimiento_verificacion w ON w.avance_id = v.id
),
medible AS (
  SELECT d.codigo, d.actividad, d.periodo, s.valor, d.verificado / 100.0 AS verificado,
         COALESCE((SELECT x.aceptado FROM dicho x
                   WHERE x.codigo = d.codigo AND x.fecha <= d.fecha AND x.aceptado IS NOT NULL
                   ORDER BY x.fecha DESC LIMIT 1), 0) / 100.0 AS alcanzado
  FROM dicho d JOIN esperado s ON s.codigo = d.codigo AND s.periodo = d.periodo
  UNION ALL
  SELECT codigo, actividad, periodo, 1.0, verificado / 100.0, atendidas * 1.0 / recibidas
  FROM dicho WHERE recibidas > 0
),
lineas AS (
  SELECT codigo, actividad, periodo, valor, verificado, alcanzado,
         CASE WHEN alcanzado >= valor THEN 1.0 ELSE alcanzado / valor END AS cumple,
         CASE WHEN verificado >= valor THEN 1.0 ELSE verificado / valor END AS cumple_verificado
  FROM medible
)

-- nombre: aceptado
{lineas} SELECT periodo, AVG(cumple), SUM(CASE WHEN cumple = 1.0 THEN 1 ELSE 0 END), COUNT(*)
FROM lineas GROUP BY periodo ORDER BY periodo

-- nombre: verificado
{lineas} SELECT periodo, AVG(cumple_verificado), COUNT(*)
FROM lineas WHERE verificado IS NOT NULL GROUP BY periodo ORDER BY periodo

-- nombre: dependencia
{lineas} SELECT d.nombre, AVG(l.cumple), COUNT(*) FROM lineas l
JOIN cronograma_responsabilidad r ON r.actividad_id = l.actividad
JOIN estrategia_dependencia d ON d.id = r.dependencia_id
WHERE l.periodo = 'T4' GROUP BY d.nombre

-- nombre: grupo
{lineas} SELECT g.nombre, AVG(l.cumple), COUNT(*) FROM lineas l
JOIN cronograma_actividad_grupos x ON x.actividad_id = l.actividad
JOIN estrategia_grupodevalor g ON g.id = x.grupodevalor_id
WHERE l.periodo = 'T4' GROUP BY g.nombre

-- nombre: fase
{lineas} SELECT f.nombre, AVG(l.cumple), COUNT(*) FROM lineas l
JOIN cronograma_actividad_fases x ON x.actividad_id = l.actividad
JOIN estrategia_fase f ON f.id = x.fase_id AND f.ciclo = 'mipg'
WHERE l.periodo = 'T4' GROUP BY f.nombre

-- nombre: etapa
{lineas} SELECT f.nombre, AVG(l.cumple), COUNT(*) FROM lineas l
JOIN cronograma_actividad_fases x ON x.actividad_id = l.actividad
JOIN estrategia_fase f ON f.id = x.fase_id AND f.ciclo = 'murc'
WHERE l.periodo = 'T4' GROUP BY f.nombre

-- nombre: sin_reporte
{lineas} SELECT s.periodo, COUNT(*) FROM esperado s JOIN dicho d
  ON d.codigo = s.codigo AND d.periodo = s.periodo AND d.porcentaje IS NULL
WHERE NOT EXISTS (SELECT 1 FROM dicho x WHERE x.codigo = d.codigo AND x.fecha < d.fecha
                  AND x.aceptado IS NOT NULL)
GROUP BY s.periodo

-- nombre: encuentros
SELECT COUNT(*), SUM(CASE WHEN u.estado = 'realizado' THEN 1 ELSE 0 END),
       SUM(CASE WHEN u.estado = 'cancelado' THEN 1 ELSE 0 END)
FROM cronograma_encuentro u JOIN cronograma_actividad a ON a.id = u.actividad_id
JOIN estrategia_estrategia e ON e.id = a.estrategia_id
JOIN estrategia_entidad n ON n.id = e.entidad_id AND n.slug = 'municipio-inventado'

-- nombre: asistencia
SELECT g.nombre, SUM(s.cuantas) FROM seguimiento_asistenciaporgrupo s
JOIN estrategia_grupodevalor g ON g.id = s.grupo_id
JOIN estrategia_entidad n ON n.id = g.entidad_id AND n.slug = 'municipio-inventado'
GROUP BY g.nombre

-- nombre: compromisos
SELECT p.estado, COUNT(*) FROM seguimiento_compromiso p
JOIN estrategia_estrategia e ON e.id = p.estrategia_id
JOIN estrategia_entidad n ON n.id = e.entidad_id AND n.slug = 'municipio-inventado'
GROUP BY p.estado

-- nombre: valoraciones
SELECT COUNT(*), AVG(v.claridad * 1.0), AVG(v.escucha * 1.0), AVG(v.utilidad * 1.0)
FROM seguimiento_valoracion v JOIN cronograma_encuentro u ON u.id = v.encuentro_id
JOIN cronograma_actividad a ON a.id = u.actividad_id
JOIN estrategia_estrategia e ON e.id = a.estrategia_id
JOIN estrategia_entidad n ON n.id = e.entidad_id AND n.slug = 'municipio-inventado'

-- nombre: reprogramadas
SELECT COUNT(DISTINCT m.encuentro_id) FROM cronograma_cambiodeencuentro m
JOIN cronograma_encuentro u ON u.id = m.encuentro_id
JOIN cronograma_actividad a ON a.id = u.actividad_id
JOIN estrategia_estrategia e ON e.id = a.estrategia_id
JOIN estrategia_entidad n ON n.id = e.entidad_id AND n.slug = 'municipio-inventado'
WHERE m.fecha <> m.fecha_antes
