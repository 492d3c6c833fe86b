import type { Code, Nothing } from '../sentence.ts';

/** What the verb `env` and its changes say. No sentence ever holds a value of a variable. */
export interface VariableSentences {
  'change.env-set': { names: readonly Code[]; environment: string };
  'change.env-unset': { names: readonly Code[]; environment: string };
  'check.variables': { added: number; changed: number; removed: number };
  'plan.env-same': { names: readonly Code[] };
  'plan.env-secret': { names: readonly Code[] };
  'plan.env-unknown': { names: readonly Code[]; near: readonly Code[] };

  'env.title': { environment: string; revision: Code };
  'env.summary': { environment: string; variables: number; secrets: number };
  'env.variable': { name: Code; length: number; fingerprint: Code };
  'env.secret': { name: Code };
  'env.none': Nothing;
  'env.hidden': Nothing;
  'env.form': Nothing;
  'env.what': { word: string };
  'env.no-pairs': Nothing;
  'env.no-names': Nothing;
  'env.name': { name: string };
  'env.twice': { name: Code };
  'env.many': { most: number };
  'env.masked': { names: readonly Code[] };
  'env.mention': Nothing;
  'env.typed': Nothing;
}
