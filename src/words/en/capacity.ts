import type { CapacitySentences } from '../../core/sentences/capacity.ts';
import type { Part } from '../words.ts';

/** The metrics of policies; a kind of policy that we do not know is shown as it is. */
const METRIC: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  memory: 'memory',
  requests: 'requests a minute and task',
};

export const capacity: Part<CapacitySentences> = {
  'change.scale-task': ({ cpu, memory, environment }) =>
    `give each task of ${environment} ${cpu} CPU units and ${memory} MiB`,
  'change.autoscale': ({ settings, environment }) => `set the autoscaling of ${environment} (${settings})`,
  'change.autoscale-suspend': ({ length, environment }) =>
    `suspend the autoscaling of ${environment} for ${length}`,
  'change.autoscale-resume': ({ environment }) => `resume the autoscaling of ${environment}`,

  'check.size.ok': ({ cpu, memory }) => `Fargate has ${cpu} CPU units with ${memory} MiB`,
  'check.size.invalid': ({ cpu, memory, nearest }) =>
    `Fargate has no ${cpu} CPU units with ${memory} MiB. The nearest: ${nearest.join(', ')}`,
  'check.containers.ok': () => 'The containers fit into that size',
  'check.containers.memory': ({ container, wants, has }) =>
    `The container ${container} asks for ${wants} MiB and the task would have ${has}: ECS refuses that`,
  'check.containers.memory-sum': ({ wants, has }) =>
    `The containers together reserve ${wants} MiB and the task would have ${has}`,
  'check.containers.cpu-sum': ({ wants, has }) =>
    `The containers together ask for ${wants} CPU units and the task would have ${has}`,
  'check.cost': ({ difference, tasks, region, asOf }) =>
    `Estimated cost: ${difference} USD a month with ${tasks} ${tasks === 1 ? 'task' : 'tasks'} all the time (prices of ${region}, ${asOf})`,
  'check.cost.unknown': ({ region, architecture }) =>
    `Cost not estimated: I have no prices of ${region} for ${architecture}`,
  'check.bounds.crossed': ({ min, max }) => `The least (${min}) is more than the most (${max})`,
  'check.bounds.outside': ({ min, max, least, most }) =>
    `${min} to ${max} is outside the bounds in hydrous.yml (${least} to ${most})`,
  'check.moved.stays': ({ count }) =>
    `${count} ${count === 1 ? 'task is' : 'tasks are'} wanted now, within the bounds: nothing moves`,
  'check.moved.at-once': ({ from, to }) => `AWS will move the desired count from ${from} to ${to} at once`,
  'check.policies.ok': () => 'A policy moves the count within the bounds',
  'check.policies.none': () => 'No policies: bounds alone move nothing. Add `cpu=60`',
  'check.policies.suspended': () =>
    'Autoscaling is suspended: what you set does nothing until `/hydrous autoscale resume`',
  'check.suspension.ends': ({ length, after }) =>
    after === '–'
      ? `It ends by itself after ${length}, and all works again`
      : `It ends by itself after ${length}; what was suspended before stays so: ${after}`,

  'plan.no-task-size': ({ environment }) =>
    `The task definition of ${environment} names no task size, so it is not one for Fargate. Change it in its definition.`,
  'plan.same-size': ({ cpu, memory, environment }) =>
    `The tasks of ${environment} already have ${cpu} CPU units and ${memory} MiB.`,
  'plan.no-autoscaling': ({ environment }) =>
    `${environment} has no autoscaling. To set it up: \`/hydrous autoscale min=1 max=4 cpu=60\``,
  'plan.autoscale-needs-bounds': ({ environment }) =>
    `${environment} has no autoscaling yet: name both bounds, for example \`/hydrous autoscale min=1 max=4 cpu=60\``,
  'card.field.target-requests': () => 'Requests a minute for each task',
  'plan.requests-zero': () =>
    'Requests must be at least 1 a minute for each task, for example `requests=1000`',
  'plan.no-balancer': ({ environment }) =>
    `The service of ${environment} is behind no application load balancer, so that requests cannot be counted. Hold \`cpu=60\` instead.`,
  'plan.several-balancers': ({ groups }) =>
    `The service has several target groups (${groups.join(', ')}), and I do not choose where requests are counted. Set that policy up in AWS once; after that I can change it.`,
  'plan.same-autoscaling': ({ environment }) => `The autoscaling of ${environment} is like that already.`,
  'plan.suspend-length': ({ shortest, longest }) => `It can be suspended from ${shortest} up to ${longest}.`,
  'plan.already-suspended': ({ environment }) =>
    `The autoscaling of ${environment} is suspended already, and not by Hydrous. To resume it: \`/hydrous autoscale resume\``,
  'plan.not-suspended': ({ environment }) => `There is nothing to resume in ${environment}.`,

  'outcome.autoscaled': () => 'Autoscaling is as it was asked for.',
  'outcome.autoscale-superseded': ({ now }) =>
    `Another change touched the autoscaling: it goes from ${now} now.`,
  'outcome.suspended': ({ until }) => `Autoscaling is suspended until ${until}; it resumes by itself.`,
  'outcome.resumed': ({ still }) =>
    still === '–' ? 'Autoscaling works again.' : `Resumed. Still suspended as before: ${still}.`,
  'outcome.suspension-superseded': ({ now }) => `Another change touched the suspension: it is ${now} now.`,

  'autoscale.title': ({ environment }) => `Autoscaling of ${environment}`,
  'autoscale.summary': ({ environment, min, max, desired }) =>
    `${environment}: autoscaling from ${min} to ${max}, ${desired} now`,
  'autoscale.none': ({ environment, command }) =>
    `${environment} has no autoscaling. To set it up: ${command}`,
  'autoscale.bounds': ({ min, max, desired, running }) =>
    `Between ${min} and ${max} tasks; ${desired} desired now, ${running} running`,
  'autoscale.policy': ({ name, metric, target }) =>
    `Policy ${name}: holds ${METRIC[metric] ?? metric} at ${target}`,
  'autoscale.policies-none': () => 'No policies: nothing goes up or down by itself',
  'autoscale.active': () => 'Active: nothing is suspended',
  'autoscale.suspended': ({ flags }) => `Suspended: ${flags}`,
  'autoscale.suspended-until': ({ flags, until, id }) =>
    `Suspended: ${flags}, until ${until} (${id}); it resumes by itself`,
  'autoscale.next': ({ commands }) => `To change it: ${commands.join(' · ')}`,
  'autoscale.history-unread': ({ why }) => `Until when is not known: ${why}`,
};
