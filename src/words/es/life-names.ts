/** What ECS and RDS call what has happened, in the words of people. Unknown names are shown as they are. */
const EVENTS: Readonly<Record<string, string>> = {
  SERVICE_DEPLOYMENT_FAILED: 'Falló el despliegue',
  SERVICE_TASK_START_IMPAIRED: 'Las tareas no logran arrancar',
  SERVICE_TASK_PLACEMENT_FAILURE: 'No hay capacidad para más tareas',
  SERVICE_TASK_CONFIGURATION_FAILURE: 'La configuración de las tareas no es válida',
  SERVICE_DISCOVERY_INSTANCE_UNHEALTHY: 'Tarea no sana en el descubrimiento de servicios',
  ECS_OPERATION_THROTTLED: 'AWS frena las operaciones',
  TASK_STOPPED: 'Una tarea se detuvo sola',
  'RDS-EVENT-0004': 'Base de datos apagada',
  'RDS-EVENT-0006': 'Base de datos reiniciada',
  'RDS-EVENT-0007': 'Base de datos sin espacio',
  'RDS-EVENT-0013': 'Conmutación de la base de datos en marcha',
  'RDS-EVENT-0026': 'Base de datos en mantenimiento',
  'RDS-EVENT-0031': 'Base de datos en estado de fallo',
  'RDS-EVENT-0035': 'Base de datos con parámetros incompatibles',
  'RDS-EVENT-0036': 'Base de datos con red incompatible',
  'RDS-EVENT-0087': 'Base de datos detenida',
  'RDS-EVENT-0089': 'Base de datos con poco espacio',
  'RDS-EVENT-0221': 'Base de datos apagada por falta de espacio',
  'RDS-EVENT-0222': 'Base de datos con poco espacio',
  'RDS-EVENT-0266': 'Base de datos en mantenimiento',
};

export function eventWords(name: string): string {
  return EVENTS[name] ?? name;
}
