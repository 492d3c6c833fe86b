/** Skipping approval in an emergency: the option, its reason, and who may do it. Pure. */
import type { Token } from './command-text.ts';
import { mention, type Sentence, say } from './sentence.ts';

/** Who may skip approval, as `hydrous.yml` says. */
export interface BreakGlass {
  readonly enabled: boolean;
  readonly users: readonly string[];
}

export const BREAK_GLASS = 'break-glass';
/** In place of a reason: confirms what was offered before. Shorter than any reason may be. */
export const CONFIRM = 'confirm';
const LEAST_REASON = 10;

/** How long an offer may be confirmed, ms. */
export const CONFIRM_MS = 2 * 60_000;

/** Takes `--break-glass "…"` off the words; `reason` is null where it is not among them and empty without a value. */
export function takeBreakGlass(
  tokens: readonly Token[],
): { readonly tokens: readonly Token[]; readonly reason: string | null } | 'twice' {
  const at = tokens.findIndex((token) => token.kind === 'option' && token.name === BREAK_GLASS);
  const option = tokens[at];
  if (option?.kind !== 'option') return { tokens, reason: null };
  const next = tokens[at + 1];
  const value = option.value ?? (next?.kind === 'option' ? undefined : next);
  const taken = option.value === null && value !== undefined ? 2 : 1;
  const rest = [...tokens.slice(0, at), ...tokens.slice(at + taken)];
  if (rest.some((token) => token.kind === 'option' && token.name === BREAK_GLASS)) return 'twice';
  return { tokens: rest, reason: value?.text ?? '' };
}

/** The command line without the option, so that "plan again" asks in the ordinary way. */
export function withoutBreakGlass(line: string): string {
  return line
    .replace(
      /\s*(?:--|—|–)break-glass(?:\s*=\s*|\s+|$)(?:"[^"]*"|“[^”]*”|«[^»]*»|'[^']*'|[^\s"“«']+)?/giu,
      '',
    )
    .trim();
}

/** Whether anybody at all may skip approval, so that cards offer it. */
export function isOffered({ enabled, users }: BreakGlass): boolean {
  return enabled && users.length > 0;
}

/** Null when this person may skip approval, if there is a reason. */
export function whyNotAsk(glass: BreakGlass, user: string): Sentence | null {
  if (!glass.enabled) return say('glass.refused.off');
  return glass.users.includes(user) ? null : say('glass.refused.person', { who: glass.users.map(mention) });
}

/** Null when this person may skip approval for this reason. */
export function whyNotBreak(glass: BreakGlass, user: string, reason: string): Sentence | null {
  const why = whyNotAsk(glass, user);
  if (why !== null) return why;
  const letters = reason.replace(/[^\p{L}\p{N}]/gu, '').length;
  return letters < LEAST_REASON ? say('glass.refused.reason', { least: LEAST_REASON }) : null;
}
