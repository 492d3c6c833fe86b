/** What `doctor` found as an answer: what is to be mended first, what is in order in one line. */
import type { Document, Piece } from '../document.ts';
import { code, say } from '../sentence.ts';
import type { Finding, Verdict } from './finding.ts';

export interface CheckupReport {
  readonly findings: readonly Finding[];
  readonly version: string;
  readonly node: string;
  /** ms. */
  readonly took: number;
}

export function counted(findings: readonly Finding[]): Readonly<Record<Verdict, number>> {
  const of = (verdict: Verdict) => findings.filter((each) => each.verdict === verdict).length;
  return { ok: of('ok'), ng: of('ng'), skip: of('skip') };
}

export function checkupDocument({ findings, version, node, took }: CheckupReport): Document {
  const { ok, ng, skip } = counted(findings);
  const summary = ng === 0 ? say('doctor.all-well', { ok, skip }) : say('doctor.title', { ok, ng, skip });
  const of = (verdict: Verdict) => findings.filter((each) => each.verdict === verdict);
  const rows = (some: readonly Finding[], mark: 'stop' | 'none'): readonly Piece[] =>
    some.length === 0
      ? []
      : [
          {
            piece: 'list',
            items: some.map(({ check, text, remedy }) => ({
              mark,
              text: say('doctor.row', { check: code(check), text, remedy }),
            })),
          },
        ];
  return {
    summary,
    pieces: [
      { piece: 'heading', text: summary },
      ...rows(of('ng'), 'stop'),
      ...(skip === 0 ? [] : [{ piece: 'text', text: say('doctor.not-looked') } as const]),
      ...rows(of('skip'), 'none'),
      ...(ok === 0
        ? []
        : [
            {
              piece: 'context',
              text: say('doctor.fine', { checks: of('ok').map(({ check }) => code(check)) }),
            } as const,
          ]),
      { piece: 'context', text: say('doctor.version', { version, node, ms: { span: took } }) },
    ],
  };
}
