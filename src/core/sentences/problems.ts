/** Failures of the world outside (AWS, Slack, the store), said once for every caller. */
import type { Code, Nothing } from '../sentence.ts';

export interface ProblemSentences {
  /** `action` is the IAM name of the call, for example `ecs:DescribeServices`; `why` is what AWS said, untrusted. */
  'aws.not-permitted': { action: Code; why: string };
  'aws.credentials-expired': { action: Code };
  'aws.no-credentials': Nothing;
  'aws.clock-skew': Nothing;
  'aws.call-unknown': { action: Code };
  'aws.throttled': { action: Code };
  'aws.timeout': { action: Code };
  'aws.unreachable': { action: Code };
  'aws.server-fault': { action: Code };
  'aws.odd-answer': { action: Code };
  'aws.refused': { action: Code; why: string };
  'aws.ambiguous': { action: Code };
  'aws.cluster-not-found': { cluster: Code };
  'aws.service-not-found': { service: Code; cluster: Code };
  'aws.service-not-active': { service: Code };
  'aws.task-definition-not-found': { reference: Code };
  'aws.deployment-not-found': Nothing;
  'aws.deployment-not-stoppable': Nothing;
  'aws.repository-not-found': { repository: Code };
  'aws.image-unusable': { image: Code; why: string };
  'aws.log-group-not-found': { logGroup: Code };
  'aws.target-group-not-found': { targetGroup: Code };
  'aws.fields-lost': { revision: Code; fields: readonly Code[] };
  'aws.container-not-found': { container: Code; revision: Code };
  'aws.topic-not-found': { topic: Code };

  'slack.unreachable': Nothing;
  'slack.timeout': Nothing;
  'slack.rate-limited': Nothing;
  'slack.odd-answer': Nothing;
  /** `scope` is what the app lacks, when Slack says it. */
  'slack.not-permitted': { scope: Code | null };
  'slack.token-refused': Nothing;
  /** `error` is Slack's error code. */
  'slack.refused': { method: Code; error: Code };
  'slack.channel-unusable': { channel: Code; error: Code };
  'slack.person-unknown': { person: Code };
  'slack.group-unknown': { group: Code };
  'slack.ambiguous': Nothing;

  'store.down': Nothing;
  'store.change-refused': Nothing;
  'store.ambiguous': Nothing;
  'store.unsure': Nothing;
  'store.busy': Nothing;
  'store.full': Nothing;
  'store.newer': { found: number; known: number };
  'store.guarded': { host: Code };
}
