/** The words of the page itself. Messages bring their own language. */

/** @typedef {'es' | 'en'} Language */

/** @type {Readonly<Record<string, { readonly es: string, readonly en: string }>>} */
const WORDS = {
  channels: { es: 'Canales', en: 'Channels' },
  apps: { es: 'Aplicaciones', en: 'Apps' },
  youAre: { es: 'Eres', en: 'You are' },
  home: { es: 'Inicio', en: 'Home' },
  messages: { es: 'Mensajes', en: 'Messages' },
  members: { es: '{n} personas', en: '{n} people' },
  shared: { es: 'compartido con otra empresa', en: 'shared with another company' },
  onlyYou: { es: 'Solo tú puedes ver esto', en: 'Only visible to you' },
  edited: { es: '(editado)', en: '(edited)' },
  app: { es: 'APP', en: 'APP' },
  write: { es: 'Escribe en {channel}', en: 'Write in {channel}' },
  writeThread: { es: 'Responde en el hilo', en: 'Reply in the thread' },
  send: { es: 'Enviar', en: 'Send' },
  cancel: { es: 'Cancelar', en: 'Cancel' },
  close: { es: 'Cerrar', en: 'Close' },
  yes: { es: 'Sí', en: 'Yes' },
  reply: { es: 'Responder en un hilo', en: 'Reply in a thread' },
  replies: { es: 'Ver las {n} respuestas', en: 'Show all {n} replies' },
  hideReplies: { es: 'Ver solo la última respuesta', en: 'Show only the last reply' },
  moreActions: { es: 'Más acciones', en: 'More actions' },
  shortcuts: { es: 'Atajos', en: 'Shortcuts' },
  alsoInChannel: { es: 'Respondió en un hilo:', en: 'Replied to a thread:' },
  search: { es: 'Escribe para buscar', en: 'Type to search' },
  nothingFound: { es: 'Nada coincide', en: 'Nothing matches' },
  optional: { es: '(opcional)', en: '(optional)' },
  choose: { es: 'Elige una opción', en: 'Choose an option' },
  empty: {
    es: 'Aún no hay mensajes. Prueba con un comando de abajo.',
    en: 'No messages yet. Try one of the commands below.',
  },
  emptyHome: { es: 'Hydrous aún no ha publicado su inicio.', en: 'Hydrous has not published its home yet.' },
  menu: { es: 'Abrir canales y personas', en: 'Open channels and people' },
  showPanel: { es: 'Mostrar u ocultar el panel', en: 'Show or hide the panel' },
  panelTitle: { es: 'Lo que pasa afuera', en: 'What happens outside' },
  panelIntro: {
    es: 'Todo aquí es simulado. Nada sale de esta máquina.',
    en: 'Everything here is simulated. Nothing leaves this machine.',
  },
  rollout: { es: 'Despliegue', en: 'Rollout' },
  revision: { es: 'Revisión', en: 'Revision' },
  image: { es: 'Imagen', en: 'Image' },
  tasks: { es: 'Tareas', en: 'Tasks' },
  running: { es: '{running} de {desired} en marcha', en: '{running} of {desired} running' },
  noTasks: { es: 'Ninguna tarea', en: 'No tasks' },
  alarms: { es: 'Alarmas', en: 'Alarms' },
  images: { es: 'Imágenes', en: 'Images' },
  world: { es: 'Averías', en: 'Trouble' },
  scenarios: { es: 'Escenarios', en: 'Scenarios' },
  slack: { es: 'Slack', en: 'Slack' },
  bot: { es: 'El bot', en: 'The bot' },
  botStarting: { es: 'El bot está arrancando…', en: 'The bot is starting…' },
  botRunning: { es: 'El bot está en marcha', en: 'The bot is running' },
  botStopped: { es: 'El bot se detuvo', en: 'The bot has stopped' },
  lost: {
    es: 'Se perdió la conexión con el entorno de pruebas. Reintentando…',
    en: 'Lost the sandbox. Trying again…',
  },
  failed: { es: 'No se pudo: {why}', en: 'That did not work: {why}' },
  today: { es: 'Hoy', en: 'Today' },
  yesterday: { es: 'Ayer', en: 'Yesterday' },
  newMessages: { es: 'Mensajes nuevos', en: 'New messages' },
  language: { es: 'Idioma de la página', en: 'Language of the page' },
  team: { es: 'espacio de pruebas', en: 'sandbox workspace' },
  connection: {
    es: 'Hubo un problema de conexión. ¿Pruebas otra vez?',
    en: 'We had some trouble connecting. Try again?',
  },
  youTyped: { es: 'Enviaste', en: 'You sent' },
  try: { es: 'Prueba', en: 'Try' },
};

/** @type {Language} */
let language = localStorage.getItem('language') === 'en' ? 'en' : 'es';

export function pageLanguage() {
  return language;
}

/** @param {Language} next */
export function setPageLanguage(next) {
  language = next;
  localStorage.setItem('language', next);
  document.documentElement.lang = next;
}

/**
 * @param {string} key
 * @param {Readonly<Record<string, string | number>>} values
 */
export function word(key, values = {}) {
  const text = WORDS[key]?.[language] ?? key;
  return text.replace(/\{(\w+)\}/gu, (whole, name) => String(values[name] ?? whole));
}

/** @param {{ readonly es: string, readonly en: string }} both */
export function inPageLanguage(both) {
  return both[language];
}
