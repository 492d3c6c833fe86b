/** The page's side panel, wired to the simulated AWS, to Slack's faults and to the bot's process. */
import { SCENARIOS } from './aws/scenarios.ts';
import type { SimulatedAws } from './aws/server.ts';
import type { Bot } from './bot.ts';
import type { Bilingual, Panel, PanelButton, ServiceView } from './page/panel.ts';
import type { Slack } from './slack/server.ts';

interface Parts {
  readonly aws: SimulatedAws;
  readonly slack: Slack;
  readonly bot: Bot;
}

interface Deed extends PanelButton {
  run(parts: Parts): Promise<Bilingual> | Bilingual;
}

type ContainerImage = { readonly image?: string | undefined; readonly imageDigest?: string | undefined };

/** How long the page's Slack faults last, ms. */
const FAULT_MS = 10_000;

const DEEDS: readonly Deed[] = [
  {
    id: 'push-good-image',
    group: 'images',
    label: { es: 'Publicar una imagen buena', en: 'Push a good image' },
    hint: { es: 'v1.12.0, lista para desplegar.', en: 'v1.12.0, ready to deploy.' },
    run({ aws }) {
      aws.console.push({ tag: 'v1.12.0' });
      return said('v1.12.0 está en ECR.', 'v1.12.0 is in ECR.');
    },
  },
  {
    id: 'push-wrong-architecture',
    group: 'images',
    label: {
      es: 'Publicar una imagen para otra arquitectura',
      en: 'Push an image built for the wrong architecture',
    },
    hint: { es: 'v1.11.1, hecha en un Mac (arm64).', en: 'v1.11.1, built on a Mac (arm64).' },
    run({ aws }) {
      aws.console.push({ tag: 'v1.11.1', architecture: 'arm64' });
      return said('v1.11.1 (arm64) está en ECR.', 'v1.11.1 (arm64) is in ECR.');
    },
  },
  {
    id: 'deploy-past-checks',
    group: 'images',
    label: { es: 'Desplegarla sin revisar', en: 'Deploy it past the checks' },
    hint: {
      es: 'Como alguien con la consola de AWS, sin circuit breaker.',
      en: 'As a person with the AWS console, without a circuit breaker.',
    },
    run({ aws }) {
      aws.console.push({ tag: 'v1.11.1', architecture: 'arm64' });
      // With the circuit breaker on, ECS itself would go back after a few failures, and nobody would have to act.
      aws.console.setBreaker(false);
      const { taskDefinition } = aws.console.deployPastChecks('v1.11.1');
      const revision = taskDefinition.split('/').at(-1) ?? '';
      return said(
        `Alguien puso ${revision} en producción. Los contenedores no van a arrancar.`,
        `Somebody put ${revision} into production. Its containers will not start.`,
      );
    },
  },
  {
    id: 'fire-alarm',
    group: 'world',
    label: { es: 'Disparar una alarma', en: 'Fire an alarm' },
    hint: {
      es: 'La API responde con errores 500: se perdió la base de datos.',
      en: 'The API answers with 500s: the database is gone.',
    },
    run({ aws }) {
      aws.console.setTrouble('database', true);
      aws.console.setAlarm(
        'hydrous-5xx',
        'ALARM',
        `Threshold Crossed: 1 datapoint [14.0 (${datapointTime(aws)})] was greater than the threshold (10.0).`,
      );
      return said('La alarma hydrous-5xx está en ALARM.', 'The alarm hydrous-5xx is in ALARM.');
    },
  },
  {
    id: 'end-trouble',
    group: 'world',
    label: { es: 'Que vuelva la calma', en: 'Let it calm down' },
    hint: {
      es: 'La avería termina y la alarma vuelve a OK.',
      en: 'The trouble ends and the alarm returns to OK.',
    },
    run({ aws }) {
      aws.console.setTrouble('database', false);
      aws.console.setAlarm(
        'hydrous-5xx',
        'OK',
        `Threshold Crossed: 1 datapoint [0.0 (${datapointTime(aws)})] was not greater than the threshold (10.0).`,
      );
      return said('Todo en calma.', 'All calm.');
    },
  },
  {
    id: 'slack-429',
    group: 'slack',
    label: { es: 'Slack responde 429 por 10 s', en: 'Slack answers 429 for 10 s' },
    hint: { es: 'El bot debe esperar y no perder nada.', en: 'The bot must wait and lose nothing.' },
    run({ slack }) {
      slack.faults.set('api', { fault: 'rate-limited', retryAfter: '5' });
      return endLater(slack, 'api', 'Slack responde 429.', 'Slack answers 429.');
    },
  },
  {
    id: 'slack-down',
    group: 'slack',
    label: { es: 'Slack no responde por 10 s', en: 'Slack is down for 10 s' },
    hint: { es: 'Las conexiones se cortan.', en: 'Connections break.' },
    run({ slack }) {
      slack.faults.set('*', { fault: 'drop' });
      return endLater(slack, '*', 'Slack no responde.', 'Slack is down.');
    },
  },
  {
    id: 'restart-bot',
    group: 'bot',
    label: { es: 'Matar el bot y arrancarlo de nuevo', en: 'Kill the bot and start it again' },
    hint: { es: 'kill -9, con los mismos datos.', en: 'kill -9, on the same data.' },
    async run({ bot, slack }) {
      slack.deliverTo(await bot.restart());
      return said('El bot arrancó de nuevo.', 'The bot has started again.');
    },
  },
];

/** Every scenario of the simulated AWS is a button too, named like its control route. */
const SCENES: readonly Deed[] = SCENARIOS.map(({ id, label, hint }) => ({
  id: `scenario-${id}`,
  group: 'scenarios' as const,
  label,
  hint,
  run({ aws }: Parts) {
    aws.play(id);
    return said(hint.es, hint.en);
  },
}));
const BUTTONS: readonly Deed[] = [...DEEDS, ...SCENES];

export function createPanel(parts: Parts): Panel {
  return {
    buttons: BUTTONS.map(({ id, group, label, hint }) => ({ id, group, label, hint })),
    async press(id) {
      const deed = BUTTONS.find((one) => one.id === id);
      if (deed === undefined) throw new Error(`the panel has no button ${id}`);
      return deed.run(parts);
    },
    async view() {
      return { service: serviceView(parts.aws), bot: parts.bot.view };
    },
  };
}

/** As CloudWatch writes it in a reason: day/month/year in UTC. */
function datapointTime(aws: SimulatedAws): string {
  const [date = '', time = ''] = new Date(aws.world.timeline.now()).toISOString().split('T');
  const [year = '', month, day] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

function said(es: string, en: string): Bilingual {
  return { es, en };
}

function endLater(slack: Slack, method: string, es: string, en: string): Bilingual {
  setTimeout(() => slack.faults.clear(method), FAULT_MS).unref();
  return { es, en };
}

function serviceView(aws: SimulatedAws): ServiceView | null {
  const service = aws.world.ecs.clusters.get('hydrous')?.services.get('hydrous-production');
  const deployment = service?.deployments.find((one) => one.status === 'PRIMARY');
  if (service === undefined || deployment === undefined) return null;
  const living = service.tasks.filter((task) => task.lastStatus !== 'STOPPED');
  const failed = service.tasks.filter((task) => task.failed && task.lastStatus === 'STOPPED').slice(-2);
  const alarms = [...aws.world.alarms.all.values()].filter((alarm) => alarm.state !== 'OK');
  return {
    service: service.name,
    revision: revisionOf(service.taskDefinition),
    image: imageName(aws, deployment.revision.images[0]),
    desired: service.desired,
    running: living.filter((task) => task.lastStatus === 'RUNNING').length,
    pending: living.filter((task) => task.lastStatus === 'PENDING').length,
    rollout: deployment.rolloutState,
    tasks: [...living, ...failed].map((task) => ({
      id: task.id,
      revision: revisionOf(task.taskDefinition),
      status: task.lastStatus,
      health: task.health,
    })),
    alarms: alarms.map((alarm) => ({ name: alarm.name, state: alarm.state })),
  };
}

/** The tag that people know, when the registry still has one for the digest that runs. */
function imageName(aws: SimulatedAws, image: ContainerImage = {}): string {
  const digest = image.imageDigest ?? image.image?.split('@').at(1) ?? '';
  const stored = aws.world.images.repositories.get('hydrous')?.images.get(digest);
  const [tag] = stored?.tags ?? [];
  return tag === undefined ? (image.image?.split('/').at(-1) ?? '').slice(0, 32) : `hydrous:${tag}`;
}

function revisionOf(taskDefinition: string): string {
  return taskDefinition.split(':').at(-1) ?? '';
}
