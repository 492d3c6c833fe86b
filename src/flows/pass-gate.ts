/** The gate before a plan: what may not begin needs no reading of AWS. */
import type { Check } from '../core/check.ts';
import type { CommandResult, Invocation } from '../core/command.ts';
import type { Document } from '../core/document.ts';
import type { Ids } from '../core/ports/ambient.ts';
import { type GatePorts, gateRefusal, readGate } from './gates.ts';
import { offerToWait } from './wait-for-opening.ts';

/** What is to be named on the card of a change that passes; else the refusal, with the way to wait where there is one. */
export async function passGate(
  ports: GatePorts & { readonly ids: Ids },
  { environment, kind, line }: Extract<CommandResult, { result: 'change' }>,
  invocation: Invocation,
  how: { readonly brokenGlass?: boolean } = {},
): Promise<{ readonly refusal: Document } | { readonly named: readonly Check[] }> {
  const gate = await readGate(ports, environment, kind, how);
  if (gate.shut.length === 0) return { named: gate.named };
  const wait = await offerToWait(ports, gate, environment, line ?? invocation.text, invocation);
  return { refusal: gateRefusal(gate, environment, invocation.member.user, wait) };
}
