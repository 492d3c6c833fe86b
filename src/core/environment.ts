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
  /** How long a request may wait for its decision, ms. */
  readonly expires: number;
  readonly scale: { readonly min: number; readonly max: number };
  /** `deploy` registers revisions with new images; `revisions` uses existing revisions only. */
  readonly images: 'deploy' | 'revisions';
}
