/** Names of metrics, facts and parts of the evidence, in the words of people. Unknown ones are shown as they are. */
const METRICS: Readonly<Record<string, string>> = {
  'AWS/ECS/CPUUtilization': 'CPU',
  'AWS/ECS/MemoryUtilization': 'Memoria',
  'AWS/ECS/RunningTaskCount': 'Tareas en ejecución',
  'ECS/ContainerInsights/RunningTaskCount': 'Tareas en ejecución',
  'ECS/ContainerInsights/PendingTaskCount': 'Tareas pendientes',
  'ECS/ContainerInsights/CpuUtilized': 'CPU usada',
  'ECS/ContainerInsights/MemoryUtilized': 'Memoria usada',
  'ECS/ContainerInsights/RestartCount': 'Reinicios de contenedores',
  'AWS/ApplicationELB/HTTPCode_Target_4XX_Count': 'Respuestas 4xx de la API',
  'AWS/ApplicationELB/HTTPCode_Target_5XX_Count': 'Errores 5xx de la API',
  'AWS/ApplicationELB/HTTPCode_ELB_5XX_Count': 'Errores 5xx del balanceador',
  'AWS/ApplicationELB/TargetResponseTime': 'Tiempo de respuesta',
  'AWS/ApplicationELB/UnHealthyHostCount': 'Tareas no sanas en el balanceador',
  'AWS/ApplicationELB/HealthyHostCount': 'Tareas sanas en el balanceador',
  'AWS/ApplicationELB/RequestCount': 'Peticiones',
  'AWS/RDS/CPUUtilization': 'CPU de la base de datos',
  'AWS/RDS/DatabaseConnections': 'Conexiones a la base de datos',
  'AWS/RDS/FreeStorageSpace': 'Espacio libre de la base de datos',
  'AWS/RDS/FreeableMemory': 'Memoria libre de la base de datos',
  'AWS/ElastiCache/CPUUtilization': 'CPU de Redis',
  'AWS/ElastiCache/EngineCPUUtilization': 'CPU de Redis',
  'AWS/ElastiCache/DatabaseMemoryUsagePercentage': 'Memoria de Redis',
  'AWS/ElastiCache/CurrConnections': 'Conexiones a Redis',
  'AWS/ElastiCache/Evictions': 'Claves expulsadas de Redis',
  'AWS/RDS/ReadIOPS': 'Lecturas por segundo de la base de datos',
  'AWS/RDS/WriteIOPS': 'Escrituras por segundo de la base de datos',
  'AWS/ElastiCache/CacheHits': 'Aciertos de Redis',
  'AWS/ElastiCache/CacheMisses': 'Fallos de Redis',
  'AWS/ElastiCache/NetworkBytesIn': 'Bytes que entran en Redis',
  'AWS/ElastiCache/NetworkBytesOut': 'Bytes que salen de Redis',
};

/** `key` is `namespace/name`. */
export function metricWords(key: string): string {
  // In a Markdown file the name arrives with its underscores escaped.
  return METRICS[key.replaceAll('\\', '')] ?? key.split('/').at(-1) ?? key;
}

const FACTS: Readonly<Record<string, string>> = {
  'platform-mismatch': 'la imagen no es para la plataforma de la tarea',
  'platform-matches': 'la imagen es para la plataforma de la tarea',
  'no-running-tasks': 'ninguna tarea en ejecución',
  'fewer-tasks-than-desired': 'menos tareas que las deseadas',
  'tasks-running': 'todas las tareas en ejecución',
  'rollout-failed': 'el despliegue falló',
  'rolling-back': 'ECS está volviendo a la versión anterior',
  'exit-3': 'la aplicación terminó durante su arranque',
  'exit-137': 'el contenedor fue terminado a la fuerza',
  'exits-at-start': 'las tareas terminan poco después de arrancar',
  'targets-healthy': 'el balanceador ve sanas todas las tareas',
  'all-targets-unhealthy': 'el balanceador no ve ninguna tarea sana',
  'target-answers-404': 'el health check recibe 404',
  'target-redirects': 'el health check recibe una redirección',
  'target-answers-error': 'el health check recibe un error',
  'target-wrong-code': 'el health check recibe un código inesperado',
  'target-timeout': 'el health check no recibe respuesta',
  'target-failed': 'el health check falla',
  'server-errors': 'la API responde errores 5xx',
  'service-is-up': 'todas las tareas corren y ninguna falló',
  'target-refuses-host': 'el health check recibe un 400',
  'no-targets': 'el target group está vacío',
  'health-check-unseen': 'a la aplicación no le llega ningún health check',
  'server-errors-outweigh': 'los errores 5xx pesan más',
  'validation-errors': 'la API rechaza peticiones por su contenido',
  'preflights-refused': 'la API rechaza las peticiones previas del navegador',
  'preflights-not-allowed': 'la API no atiende las peticiones previas del navegador',
  'bad-gateways': '502 del balanceador con tareas sanas',
  'cpu-full': 'la CPU de las tareas está al límite',
  'cpu-jumped': 'la CPU subió con el último cambio',
  'memory-full': 'la memoria de las tareas está al límite',
  'requests-lost': 'casi no llegan peticiones',
  'memory-jumped': 'la memoria subió con el último cambio',
  'memory-leak': 'la memoria crece sin parar',
  'load-rose': 'subieron las peticiones',
  'database-down': 'la base de datos no está disponible',
  'database-not-ready': 'la base de datos está en mantenimiento',
  'database-storage-full': 'la base de datos no tiene espacio',
  'database-restarting': 'la base de datos se está reiniciando',
  'database-cpu-full': 'la CPU de la base de datos está al límite',
  'database-connections-lost': 'la base de datos se quedó sin conexiones',
  'cache-down': 'Redis no está disponible',
  'cache-memory-full': 'la memoria de Redis está al límite',
  'cache-cpu-full': 'la CPU de Redis está al límite',
  'cors-probe-refused': 'el backend no acepta el origen del frontend',
  'cors-probe-allowed': 'el backend acepta el origen del frontend',
  'health-probe-failed': 'la URL de salud no responde bien',
};

export function factWords(name: string, detail: string): string {
  const words = name.startsWith('alarm:') ? `alarma de ${metricWords(name.slice(6))}` : (FACTS[name] ?? name);
  return detail === '' ? words : `${words}: ${detail}`;
}

const PARTS: Readonly<Record<string, string>> = {
  service: 'servicio',
  stoppedTasks: 'tareas detenidas',
  image: 'imagen',
  logLines: 'logs',
  targets: 'balanceador',
  lastChange: 'último cambio',
  targetGroups: 'target groups',
  metrics: 'métricas',
  database: 'base de datos',
  cache: 'Redis',
  alarmHistory: 'historial de la alarma',
  probes: 'prueba de la URL',
};

export function partWords(part: string): string {
  return PARTS[part] ?? part;
}
