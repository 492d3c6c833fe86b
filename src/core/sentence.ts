/**
 * What the bot says, before it is said: a key and its values. `words/` turns a sentence into text in a
 * reader's language, so that a decision, a stored outcome and a test never hold prose.
 */
import type { AfterSentences } from './sentences/after.ts';
import type { AlarmSentences } from './sentences/alarms.ts';
import type { CapacitySentences } from './sentences/capacity.ts';
import type { ChangeSentences } from './sentences/changes.ts';
import type { CliSentences } from './sentences/cli.ts';
import type { CostSentences } from './sentences/costs.ts';
import type { DataChangeSentences } from './sentences/data-changes.ts';
import type { DataViewSentences } from './sentences/data-views.ts';
import type { DoctorSentences } from './sentences/doctor.ts';
import type { EvidenceSentences } from './sentences/evidence.ts';
import type { FormSentences } from './sentences/forms.ts';
import type { GateSentences } from './sentences/gates.ts';
import type { GrammarSentences } from './sentences/grammar.ts';
import type { GuideSentences } from './sentences/guide.ts';
import type { HealthSentences } from './sentences/health.ts';
import type { HistorySentences } from './sentences/history.ts';
import type { HomeSentences } from './sentences/home.ts';
import type { IncidentSentences } from './sentences/incidents.ts';
import type { LifeSentences } from './sentences/life.ts';
import type { ListingSentences } from './sentences/listing.ts';
import type { LogSentences } from './sentences/logs.ts';
import type { MetricsSentences } from './sentences/metrics.ts';
import type { OperationSentences } from './sentences/operations.ts';
import type { PolicySentences } from './sentences/policy.ts';
import type { PostMortemSentences } from './sentences/post-mortem.ts';
import type { ProblemSentences } from './sentences/problems.ts';
import type { ReadingSentences } from './sentences/reading.ts';
import type { RecipeSentences } from './sentences/recipes.ts';
import type { RolloutSentences } from './sentences/rollouts.ts';
import type { SlackSentences } from './sentences/slack.ts';
import type { TimeSentences } from './sentences/time.ts';
import type { VariableSentences } from './sentences/variables.ts';

/** Every sentence with the values it needs. A key that a language lacks does not compile. */
export interface Sentences
  extends GrammarSentences,
    ChangeSentences,
    CapacitySentences,
    CostSentences,
    DataChangeSentences,
    DataViewSentences,
    VariableSentences,
    ListingSentences,
    OperationSentences,
    RolloutSentences,
    ReadingSentences,
    IncidentSentences,
    LifeSentences,
    ProblemSentences,
    SlackSentences,
    FormSentences,
    AfterSentences,
    EvidenceSentences,
    GuideSentences,
    HealthSentences,
    HistorySentences,
    PostMortemSentences,
    PolicySentences,
    TimeSentences,
    LogSentences,
    MetricsSentences,
    AlarmSentences,
    RecipeSentences,
    CliSentences,
    DoctorSentences,
    HomeSentences,
    GateSentences {}

/** A person by Slack user id, or a group by Slack user-group id; shown as a mention in Slack and as `@id` in plain text. */
export interface Mention {
  readonly mention: string;
}
/** A point in time, ms since the epoch; shown in each reader's own zone. */
export interface Moment {
  readonly moment: number;
}
/** A length of time in ms; shown as `3 min 12 s`. */
export interface Span {
  readonly span: number;
}
/** A Slack channel by id; shown as a link to it. */
export interface Channel {
  readonly channel: string;
}
/** The address of a message in Slack, made by this bot; shown as an arrow that leads to it. */
export interface Link {
  readonly link: string;
}
/** Text that people may copy; shown verbatim in code style. */
export interface Code {
  readonly code: string;
}

/** A plain string is untrusted: it is cleaned and escaped before it is shown. */
export type Value =
  | string
  | number
  | null
  | Mention
  | Moment
  | Span
  | Code
  | Channel
  | Link
  | Sentence
  | readonly (string | number | Mention | Moment | Code | Sentence)[];

/** A text that is declared in both languages where it stands, for example a command's summary. */
export interface Bilingual {
  readonly es: string;
  readonly en: string;
}

/** `say` checks the values against the key. A union over all keys would be too large for the compiler to compare. */
export type Sentence =
  | { readonly say: keyof Sentences; readonly values: Readonly<Record<string, Value>> }
  | Bilingual;

export type Nothing = Record<never, never>;

/** Builds a sentence; the values are required exactly when the key has any. */
export function say<K extends keyof Sentences>(
  key: K,
  ...values: keyof Sentences[K] extends never ? [] : [Sentences[K]]
): Sentence {
  return { say: key, values: values[0] ?? {} } as unknown as Sentence;
}

export function mention(user: string): Mention {
  return { mention: user };
}
export function moment(at: number): Moment {
  return { moment: at };
}
export function span(ms: number): Span {
  return { span: ms };
}
export function link(address: string): Link {
  return { link: address };
}
export function code(text: string): Code {
  return { code: text };
}
