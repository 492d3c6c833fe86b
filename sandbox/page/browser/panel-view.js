/** Right: the simulated world, and the buttons that disturb it. */
import { h, replaceChildren } from './dom.js';
import { store } from './store.js';
import { pressPanel } from './wire.js';
import { inPageLanguage, word } from './words.js';

/** @import { PanelButton, ServiceView, BotView } from '../panel.ts' */

/** The last thing that was done here. @type {string} */
let note = '';

/** Everything, once. @param {HTMLElement} panel */
export function paintPanel(panel) {
  const buttons = store.snapshot?.buttons ?? [];
  const groups = /** @type {const} */ (['images', 'world', 'scenarios', 'slack', 'bot']);
  replaceChildren(
    panel,
    h(
      'header',
      { class: 'panel-head' },
      h('h2', {}, word('panelTitle')),
      h('p', { class: 'panel-intro' }, word('panelIntro')),
    ),
    h('div', { class: 'panel-live' }),
    h('p', { class: 'panel-note', role: 'status', 'data-testid': 'panel-note' }, note),
    ...groups.map((group) => {
      const inside = buttons.filter((one) => one.group === group);
      if (inside.length === 0) return null;
      return h(
        'section',
        { class: 'panel-group' },
        h('h3', { class: 'side-title' }, word(group)),
        ...inside.map((one) => panelButton(one, panel)),
      );
    }),
  );
  paintPanelView(panel);
}

/** Only what moves by itself; the buttons stay as they are. @param {HTMLElement} panel */
export function paintPanelView(panel) {
  const live = panel.querySelector('.panel-live');
  if (live === null || store.panel === null) return;
  const { bot, service } = store.panel;
  replaceChildren(live, botLine(bot), service === null ? null : serviceCard(service));
}

/** @param {PanelButton} button @param {HTMLElement} panel */
function panelButton(button, panel) {
  const press = async () => {
    try {
      note = inPageLanguage(await pressPanel(button.id));
    } catch (error) {
      note = word('failed', { why: error instanceof Error ? error.message : '' });
    }
    const place = panel.querySelector('.panel-note');
    if (place !== null) place.textContent = note;
  };
  return h(
    'button',
    { type: 'button', class: 'panel-button', 'data-testid': `panel-${button.id}`, onclick: press },
    h('span', { class: 'panel-label' }, inPageLanguage(button.label)),
    h('span', { class: 'panel-hint' }, inPageLanguage(button.hint)),
  );
}

/** @param {BotView} bot */
function botLine(bot) {
  const text = { starting: 'botStarting', running: 'botRunning', stopped: 'botStopped' }[bot.state];
  return h(
    'p',
    { class: `bot-line bot-${bot.state}`, 'data-testid': 'bot-state' },
    h('span', { class: 'lamp' }),
    h('span', {}, word(text), bot.detail === '' ? null : h('small', {}, bot.detail)),
  );
}

/** @param {ServiceView} service */
function serviceCard(service) {
  return h(
    'section',
    { class: 'service', 'data-testid': 'service' },
    h('h3', { class: 'service-name' }, service.service),
    h(
      'dl',
      { class: 'facts' },
      ...fact('rollout', h('span', { class: `chip chip-${tone(service.rollout)}` }, service.rollout)),
      ...fact('revision', service.revision),
      ...fact('image', h('code', {}, service.image)),
      ...fact('tasks', word('running', { running: service.running, desired: service.desired })),
    ),
    h(
      'ul',
      { class: 'tasks', 'aria-label': word('tasks') },
      ...service.tasks.map((task) =>
        h(
          'li',
          { class: 'task' },
          h('span', { class: `lamp lamp-${tone(task.health === 'UNKNOWN' ? task.status : task.health)}` }),
          h('code', {}, task.id.slice(0, 8)),
          h('span', { class: 'task-revision' }, `:${task.revision}`),
          h('span', { class: 'task-status' }, task.status.toLowerCase()),
        ),
      ),
      service.tasks.length === 0 ? h('li', { class: 'task' }, word('noTasks')) : null,
    ),
    service.alarms.length === 0
      ? null
      : h(
          'ul',
          { class: 'tasks', 'aria-label': word('alarms') },
          ...service.alarms.map((alarm) =>
            h(
              'li',
              { class: 'task' },
              h('span', { class: `lamp lamp-${tone(alarm.state)}` }),
              h('span', { class: 'alarm-name' }, alarm.name),
              h('span', { class: 'task-status' }, alarm.state),
            ),
          ),
        ),
  );
}

/** @param {string} term @param {Node | string} value */
function fact(term, value) {
  return [h('dt', {}, word(term)), h('dd', {}, value)];
}

/** @param {string} state a rollout, task, health or alarm state @returns {'good' | 'busy' | 'bad' | 'idle'} */
function tone(state) {
  if (/^(completed|successful|running|healthy|ok)$/iu.test(state)) return 'good';
  if (/fail|stop|unhealthy|alarm|rollback/iu.test(state)) return 'bad';
  if (/progress|pending|provisioning|activating|draining/iu.test(state)) return 'busy';
  return 'idle';
}
