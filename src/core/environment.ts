import type { FreezeRules } from './freeze.ts';
import type { ChangeKind } from './operation.ts';
import type { ChangeRules } from './policy.ts';

/** One guarded backend, as `hydrous.yml` describes it. Names and ids only; nothing here comes from Slack. */
export interface Environment {
  readonly name: string;
  readonly region: string;
  readonly cluster: string;
  readonly service: string;
  readonly container: string | null;
  /** ECR repository name. */
  readonly repository: string;
  readonly logGroup: string;
  readonly database: string | null;
  readonly cache: string | null;
  readonly loadBalancer: string | null;
  readonly healthUrl: string | null;
  readonly frontendOrigin: string | null;
  /** People who must approve a change; 0 = none needed. */
  readonly approvals: number;
  readonly selfApproval: boolean;
  /** Slack user group of which at least one member must be among those who approve. */
  readonly requiredGroup?: string | undefined;
  /** Rules of single kinds of change. */
  readonly changes?: { readonly [K in ChangeKind]?: ChangeRules | undefined } | undefined;
  /** How long a request may wait for its decision, ms. */
  readonly expires: number;
  readonly scale: { readonly min: number; readonly max: number };
  /** `deploy` registers revisions with new images; `revisions` uses existing revisions only. */
  readonly images: 'deploy' | 'revisions';
  /** When changes may not begin; none where left out. */
  readonly freezes?: FreezeRules;
  /** Where an image must have run before it may be deployed here. */
  readonly promoteFrom?: Environment | null;
}
