import type { Code, Mention, Nothing, Sentence, Span } from '../sentence.ts';

/** What the forms say; `form.*-title` and `form.*.title` have at most 24 letters. */
export interface FormSentences {
  'form.loading': Nothing;
  'form.submit': Nothing;
  'form.next': Nothing;
  'form.close': Nothing;
  /** `command` is what the form stands for. */
  'form.line': { command: Code };
  'form.typed': { command: Code };
  'form.not-here': { verb: Code };
  'form.gone': Nothing;
  'form.unread-now': { why: Sentence };
  'form.unchanged': Nothing;
  'form.missing': Nothing;
  'form.reason': Nothing;
  'form.reason-hint': Nothing;
  'form.plain': { text: Code };
  'form.length': { length: Span };
  'form.yes': Nothing;
  'form.rest': Nothing;
  'form.generic-title': { verb: string };
  'form.generic': { summary: Sentence; environment: string };

  'form.menu.title': Nothing;
  'form.menu.about': Nothing;
  'form.menu.where': Nothing;
  'form.menu.verb': Nothing;
  'form.menu.environment': Nothing;
  'form.menu.item': { verb: Code; summary: Sentence };
  'form.menu.none': Nothing;
  'form.menu.closed': Nothing;

  'form.deploy.title': Nothing;
  'form.deploy.now': {
    environment: string;
    tags: readonly Code[];
    revision: Code;
    running: number;
    desired: number;
  };
  'form.deploy.unread': { why: Sentence };
  'form.deploy.none': { repository: string };
  'form.deploy.image': Nothing;
  'form.deploy.other': Nothing;
  'form.deploy.only': Nothing;
  'form.deploy.other-hint': Nothing;
  'form.deploy.both': Nothing;
  'form.deploy.neither': Nothing;
  'form.deploy.option': { tag: Code; platforms: string | null; age: Span | null };
  'form.deploy.running': { item: Sentence };
  'form.deploy.detail': { digest: Code };
  'form.deploy.differs': { item: Sentence; wanted: string };

  'form.proven.option': { revision: Code; tag: string | null; age: Span | null };
  'form.proven.detail': { outcome: Sentence; digest: Code | null; by: Mention | null };
  'form.rollback.title': Nothing;
  'form.rollback.now': { environment: string; revision: Code };
  'form.rollback.unread': { why: Sentence };
  'form.rollback.revision': Nothing;
  'form.rollback.hint': Nothing;
  'form.rollback.other': Nothing;
  'form.rollback.only': Nothing;

  'form.scale.title': Nothing;
  'form.scale.now': { environment: string; running: number; desired: number; size: Sentence | null };
  'form.scale.autoscaling': { min: number; max: number };
  'form.scale.suspended': { min: number; max: number };
  'form.scale.autoscaling-unread': { why: Sentence };
  'form.scale.count': Nothing;
  'form.scale.count-hint': { min: number; max: number };
  'form.scale.size': Nothing;
  'form.scale.size-hint': Nothing;
  'form.scale.size-text': { vcpu: string; gib: string };
  'form.scale.size-now': { size: Sentence };
  'form.scale.both': Nothing;

  'form.autoscale.title': Nothing;
  'form.autoscale.now': { environment: string; min: number; max: number };
  'form.autoscale.now-suspended': { environment: string; min: number; max: number; flags: string };
  'form.autoscale.none': { environment: string };
  'form.autoscale.min': Nothing;
  'form.autoscale.max': Nothing;
  'form.autoscale.cpu': Nothing;
  'form.autoscale.memory': Nothing;
  'form.autoscale.requests': Nothing;
  'form.autoscale.order': { min: number; max: number };
  'form.suspend.title': Nothing;
  'form.suspend.length': Nothing;
  'form.suspend.hint': Nothing;
  'form.suspend.other': Nothing;

  'form.env.set-title': Nothing;
  'form.env.unset-title': Nothing;
  'form.env.now': { revision: Code; names: readonly Code[]; secrets: readonly Code[] };
  'form.env.name': Nothing;
  'form.env.value': Nothing;
  'form.env.value-hint': Nothing;
  'form.env.more': Nothing;
  'form.env.more-hint': Nothing;
  'form.env.unset': Nothing;
  'form.env.no-value': Nothing;
  'form.env.no-name': Nothing;
  'form.env.nothing': Nothing;
  'form.env.character': Nothing;
  'form.env.character-line': { line: number };

  'form.button.deploy': Nothing;
  'form.button.rollback': Nothing;
  'form.button.other-revision': Nothing;
  'form.button.autoscale': Nothing;
  'form.button.env': Nothing;
}
