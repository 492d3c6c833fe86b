/** The seeded workspace: who is there, in which channels, and what Slack says about them. */

/** Anything but `full` is somebody the bot must refuse. */
export type PersonKind = 'full' | 'guest' | 'stranger' | 'deleted' | 'bot';

export interface Person {
  readonly id: string;
  /** The handle that commands and mentions carry. */
  readonly name: string;
  readonly realName: string;
  readonly team: string;
  readonly kind: PersonKind;
  /** As `users.info` with `include_locale` writes it. */
  readonly locale: string;
  readonly zone: string;
  /** Offset of `zone`, seconds east of UTC. */
  readonly zoneOffset: number;
  /** What the page says about this person. */
  readonly role: { readonly es: string; readonly en: string };
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly isDirect: boolean;
  /** Shared with another organisation by Slack Connect. */
  readonly isShared: boolean;
  readonly isArchived: boolean;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export const TEAM = { id: 'T0HYDROUS', domain: 'hydrous', name: 'Hydrous' } as const;
export const OTHER_TEAM = 'T0OTHER';
export const APP = {
  id: 'A0HYDROUS',
  botUser: 'U0HYDROUS',
  botId: 'B0HYDROUS',
  name: 'hydrous',
  displayName: 'Hydrous',
} as const;
/** Slack itself, for example when a command was not answered in time. */
export const SLACKBOT = 'USLACKBOT';

const BOGOTA = { zone: 'America/Bogota', zoneOffset: -18_000 };
const UTC = { zone: 'Etc/UTC', zoneOffset: 0 };

export const PEOPLE: readonly Person[] = [
  {
    id: 'U0ANA',
    name: 'ana',
    realName: 'Ana Torres',
    team: TEAM.id,
    kind: 'full',
    locale: 'es-LA',
    ...BOGOTA,
    role: { es: 'Operadora: pide cambios', en: 'Operator: asks for changes' },
  },
  {
    id: 'U0BRUNO',
    name: 'bruno',
    realName: 'Bruno Díaz',
    team: TEAM.id,
    kind: 'full',
    locale: 'es-LA',
    ...BOGOTA,
    role: { es: 'Aprueba cambios', en: 'Approves changes' },
  },
  {
    id: 'U0GRACE',
    name: 'grace',
    realName: 'Grace Miller',
    team: TEAM.id,
    kind: 'full',
    locale: 'en-US',
    zone: 'America/New_York',
    zoneOffset: -18_000,
    role: { es: 'Aprueba cambios', en: 'Approves changes' },
  },
  {
    id: 'U0VERA',
    name: 'vera',
    realName: 'Vera Novak',
    team: TEAM.id,
    kind: 'full',
    locale: 'en-GB',
    zone: 'Europe/London',
    zoneOffset: 0,
    role: { es: 'Solo puede mirar', en: 'May only look' },
  },
  {
    id: 'U0GIL',
    name: 'gil',
    realName: 'Gil Prado',
    team: TEAM.id,
    kind: 'guest',
    locale: 'es-ES',
    ...UTC,
    role: { es: 'Invitado de un solo canal', en: 'Guest in one channel' },
  },
  {
    id: 'U0EVE',
    name: 'eve',
    realName: 'Eve Stone',
    team: OTHER_TEAM,
    kind: 'stranger',
    locale: 'en-US',
    ...UTC,
    role: { es: 'De otra empresa (Slack Connect)', en: 'From another company (Slack Connect)' },
  },
  {
    id: 'U0DAN',
    name: 'dan',
    realName: 'Dan Ruiz',
    team: TEAM.id,
    kind: 'deleted',
    locale: 'es-LA',
    ...BOGOTA,
    role: { es: 'Cuenta desactivada', en: 'Deactivated account' },
  },
  {
    id: 'U0ROBOT',
    name: 'robot',
    realName: 'Release Robot',
    team: TEAM.id,
    kind: 'bot',
    locale: 'en-US',
    ...UTC,
    role: { es: 'Otro bot', en: 'Another bot' },
  },
  {
    id: APP.botUser,
    name: APP.name,
    realName: APP.displayName,
    team: TEAM.id,
    kind: 'bot',
    locale: 'en-US',
    ...UTC,
    role: { es: 'El bot', en: 'The bot' },
  },
];

const FULL_MEMBERS = ['U0ANA', 'U0BRUNO', 'U0GRACE', 'U0VERA', 'U0DAN', 'U0ROBOT', APP.botUser];

export const CHANNELS: readonly Channel[] = [
  {
    id: 'C0OPS',
    name: 'operaciones',
    members: [...FULL_MEMBERS, 'U0GIL', 'U0EVE'],
    isDirect: false,
    isShared: true,
    isArchived: false,
  },
  {
    id: 'C0INC',
    name: 'incidentes',
    members: FULL_MEMBERS,
    isDirect: false,
    isShared: false,
    isArchived: false,
  },
  {
    id: 'C0GEN',
    name: 'general',
    members: FULL_MEMBERS,
    isDirect: false,
    isShared: false,
    isArchived: false,
  },
];

export const USER_GROUPS: readonly UserGroup[] = [
  { id: 'S0DEV', handle: 'operadores', name: 'Operators', users: ['U0ANA'] },
  { id: 'S0OPS', handle: 'aprobadores', name: 'Approvers', users: ['U0BRUNO', 'U0GRACE'] },
];
