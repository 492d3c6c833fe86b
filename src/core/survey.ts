/** What an account holds that a bot could guard, as `init` finds it. Names only. */

export interface SurveyedService {
  readonly cluster: string;
  readonly service: string;
  readonly desired: number;
  readonly container: string;
  readonly repository: string | null;
  readonly logGroup: string | null;
  /** Named by a variable of the task. */
  readonly database: string | null;
  readonly cache: string | null;
  readonly loadBalancer: string | null;
  /** The load balancer's address with the health path of the target group. */
  readonly healthUrl: string | null;
  /** Topics that alarms of the service tell. */
  readonly topics: readonly string[];
}

export interface Survey {
  readonly region: string;
  readonly services: readonly ServiceName[];
  /** Everything of the region that could belong to it. */
  readonly databases: readonly string[];
  readonly caches: readonly string[];
}

export interface ServiceName {
  readonly cluster: string;
  readonly service: string;
}
