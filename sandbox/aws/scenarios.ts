/** Incidents to play, one button each: for people at the page, for demonstrations, and for tests. */
import { H2O } from './h2o.ts';
import { addAlarm, EXTRA_ALARMS } from './more-alarms.ts';
import type { Stage } from './stage.ts';

export type ScenarioOptions = Readonly<Record<string, unknown>>;

export interface Scenario {
  /** Also the path of the control route: `POST /_sandbox/<id>`. */
  readonly id: string;
  readonly label: { readonly es: string; readonly en: string };
  /** One sentence about what happens then. */
  readonly hint: { readonly es: string; readonly en: string };
  /** The guide's entry that explains it; null where none does. */
  readonly entry: string | null;
  /** Gives what the caller may show. Throws an Error for options that it does not know. */
  run(stage: Stage, options: ScenarioOptions): object;
}

function oneOf<T extends string>(options: ScenarioOptions, known: readonly [T, ...T[]]): T {
  const wanted = options['how'] ?? known[0];
  const found = known.find((one) => one === wanted);
  if (found === undefined) throw new Error(`how must be one of ${known.join(', ')}`);
  return found;
}

function database(stage: Stage) {
  const instance = stage.world.rds.instances.get(H2O.database);
  if (instance === undefined) throw new Error(`no database ${H2O.database}`);
  return instance;
}

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'wrong-architecture',
    label: { es: 'Arquitectura equivocada', en: 'Wrong architecture' },
    hint: {
      es: 'Alguien despliega v1.11.1, hecha para arm64: ningún contenedor arranca.',
      en: 'Somebody deploys v1.11.1, built for arm64: no container starts.',
    },
    entry: 'architecture-mismatch',
    run: (stage) => stage.deployImage({ tag: 'v1.11.1', architecture: 'arm64' }),
  },
  {
    id: 'api-validation',
    label: { es: 'La API responde 422', en: 'The API answers 422' },
    hint: {
      es: 'Un despliegue cambia lo que la API espera. Volver a la versión anterior lo cura.',
      en: 'A deploy changes what the API expects. Rolling back cures it.',
    },
    entry: 'api-validation',
    run: (stage) => stage.deployImage({ tag: 'v1.11.3', crash: 'validation' }),
  },
  {
    id: 'container-does-not-start',
    label: { es: 'El contenedor no arranca', en: 'The container does not start' },
    hint: {
      es: 'La versión nueva no encuentra un módulo y termina con código 3.',
      en: 'The new version does not find a module and exits with code 3.',
    },
    entry: 'container-does-not-start',
    run(stage, options) {
      const crash = oneOf(options, ['import-error', 'missing-setting', 'image-missing']);
      if (crash === 'image-missing') return stage.deployTag('v1.11.40');
      return stage.deployImage({ tag: 'v1.11.4', crash });
    },
  },
  {
    id: 'database-down',
    label: { es: 'Se cae la base de datos', en: 'The database goes down' },
    hint: {
      es: 'Alguien detiene RDS: la API agota la espera y responde 500.',
      en: 'Somebody stops RDS: the API times out and answers 500.',
    },
    entry: 'database-connection',
    run(stage, options) {
      const how = oneOf(options, ['stopped', 'failover', 'network']);
      const instance = database(stage);
      if (how === 'network') stage.console.setTrouble('database-timeout', true);
      else if (how === 'stopped') stage.world.rds.stop(instance);
      else {
        instance.multiAz = true;
        stage.world.rds.reboot(instance, true);
      }
      return { how };
    },
  },
  {
    id: 'database-password',
    label: { es: 'Cambia la contraseña de la base', en: 'The database password changes' },
    hint: {
      es: 'Las tareas que corren solo conocen la anterior. Un redespliegue lo cura.',
      en: 'Running tasks know only the old one. A redeploy cures it.',
    },
    entry: 'database-connection',
    run(stage) {
      stage.world.rds.modify(database(stage), { password: true }, true);
      stage.world.application.passwordChangedAt = stage.world.timeline.now();
      return {};
    },
  },
  {
    id: 'database-slots',
    label: { es: 'La base no acepta más conexiones', en: 'The database has no connections left' },
    hint: {
      es: 'PostgreSQL llega a su límite y rechaza las nuevas.',
      en: 'PostgreSQL reaches its limit and refuses new ones.',
    },
    entry: 'database-connection',
    run(stage) {
      addAlarm(stage.world, 'hydrous-database-connections');
      stage.console.setTrouble('database-slots', true);
      return {};
    },
  },
  {
    id: 'memory-leak',
    label: { es: 'Fuga de memoria', en: 'Memory leak' },
    hint: {
      es: 'La versión nueva crece hasta que ECS la mata (137), una y otra vez.',
      en: 'The new version grows until ECS kills it (137), again and again.',
    },
    entry: 'memory-or-cpu',
    run: (stage) => stage.deployImage({ tag: 'v1.11.5', crash: 'memory-leak' }),
  },
  {
    id: 'cpu-high',
    label: { es: 'CPU al límite', en: 'CPU at its limit' },
    hint: {
      es: 'Llega más carga de la que dos tareas pueden atender. Escalar lo cura.',
      en: 'More load comes than two tasks can serve. Scaling cures it.',
    },
    entry: 'memory-or-cpu',
    run(stage) {
      stage.console.setTrouble('cpu', true);
      return {};
    },
  },
  {
    id: 'wrong-health-path',
    label: { es: 'Ruta de salud equivocada', en: 'Wrong health path' },
    hint: {
      es: 'El balanceador pide /health, recibe 404 y da las tareas por muertas.',
      en: 'The load balancer asks for /health, gets 404 and takes the tasks for dead.',
    },
    entry: 'load-balancer',
    run(stage, options) {
      const how = oneOf(options, ['target-group', 'deploy']);
      if (how === 'deploy') return stage.deployImage({ tag: 'v1.11.6', crash: 'health-moved' });
      stage.console.setHealthPath('/health');
      return { how };
    },
  },
  {
    id: 'cors',
    label: { es: 'CORS rechaza al frontend', en: 'CORS refuses the frontend' },
    hint: {
      es: 'Un despliegue cambia CORS_ORIGINS: los OPTIONS reciben 400.',
      en: 'A deploy changes CORS_ORIGINS: OPTIONS requests get 400.',
    },
    entry: 'frontend-connection',
    run: (stage) => stage.deployWith({ CORS_ORIGINS: 'https://app.example.com/' }),
  },
  {
    id: 'database-down-looks-like-cors',
    label: { es: 'Parece CORS, pero es la base', en: 'Looks like CORS, but is the database' },
    hint: {
      es: 'La red hacia la base falla: los errores llegan al navegador sin cabeceras CORS.',
      en: 'The network to the database fails: errors reach the browser without CORS headers.',
    },
    entry: 'database-connection',
    run(stage) {
      stage.console.setTrouble('database-timeout', true);
      stage.console.setTrouble('preflight', true);
      return {};
    },
  },
  {
    id: 'redis-down',
    label: { es: 'Se cae Redis', en: 'Redis goes down' },
    hint: {
      es: 'El nodo se apaga y la API responde 500 a buena parte de las peticiones.',
      en: 'The node shuts down and the API answers many requests with 500.',
    },
    entry: 'database-connection',
    run(stage) {
      const cluster = stage.world.cache.clusters.get(H2O.cache);
      if (cluster !== undefined) {
        cluster.status = 'rebooting cluster nodes';
        stage.world.cache.note(cluster.id, 'Cache node 0001 shutdown');
      }
      stage.console.setTrouble('redis', true);
      return {};
    },
  },
  {
    id: 'storm',
    label: { es: 'Tormenta de 200 alarmas', en: 'Storm of 200 alarms' },
    hint: { es: 'Todas pasan a ALARM a la vez.', en: 'All go to ALARM together.' },
    entry: null,
    run(stage, options) {
      const count = options['count'] ?? 200;
      if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 1_000) {
        throw new Error('count must be a whole number from 1 to 1000');
      }
      stage.storm(count);
      return { alarms: count };
    },
  },
  {
    id: 'flapping',
    label: { es: 'Una alarma que va y viene', en: 'An alarm that flaps' },
    hint: {
      es: 'Pasa de ALARM a OK y de vuelta cada medio minuto.',
      en: 'It goes from ALARM to OK and back every half minute.',
    },
    entry: null,
    run(stage) {
      stage.flap();
      return {};
    },
  },
  {
    id: 'more-alarms',
    label: { es: 'Alarmas de otros tipos', en: 'Alarms of other kinds' },
    hint: {
      es: 'Añade alarmas compuestas, de expresión, de anomalía, de RDS y de Redis.',
      en: 'Adds composite, expression, anomaly, RDS and Redis alarms.',
    },
    entry: null,
    run(stage) {
      for (const name of EXTRA_ALARMS) addAlarm(stage.world, name);
      return { alarms: EXTRA_ALARMS };
    },
  },
  {
    id: 'calm',
    label: { es: 'Que vuelva la calma', en: 'Let it calm down' },
    hint: {
      es: 'Termina todo lo que los escenarios empezaron.',
      en: 'Ends everything that the scenarios began.',
    },
    entry: null,
    run(stage) {
      stage.calm();
      return {};
    },
  },
];

/** Plays a scenario by its id. Throws an Error when there is none, or when its options are no good. */
export function play(stage: Stage, id: string, options: ScenarioOptions = {}): object {
  const scenario = SCENARIOS.find((one) => one.id === id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  stage.world.tick();
  return scenario.run(stage, options);
}
