/** Every metric of `GET /metrics`. docs/operating.md says what to make of each; a test compares code, table and page. */
export interface MetricName {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Histograms only: upper bounds of the buckets, seconds; those of an answer to Slack where left out. */
  readonly bounds?: readonly number[];
}

/** Seconds: from a fresh notification to one that has waited in the queue through an outage. */
const AGES = [1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400];

export const METRIC_NAMES: readonly MetricName[] = [
  gauge('hydrous_build_info', 'Always 1; the labels say what runs.', ['version', 'node', 'engine']),
  gauge('hydrous_configuration_hash', 'Digest of hydrous.yml as a number; replicas must have the same.'),
  gauge('hydrous_store_up', '1 when the store answers.'),
  gauge('hydrous_event_loop_delay_seconds', 'Delay of the event loop since the last minute.', ['quantile']),
  gauge('process_start_time_seconds', 'When the process started, seconds since the epoch.'),
  gauge('process_resident_memory_bytes', 'Memory of the process.'),

  counter('hydrous_commands_total', 'Commands by verb and by how they were answered.', ['verb', 'outcome']),
  gauge('hydrous_operations', 'Operations in the store by state.', ['state']),
  gauge('hydrous_incidents', 'Incidents in the store by state.', ['state']),

  gauge('hydrous_outbox_waiting', 'Cards and notes that wait to be sent or edited.'),
  gauge('hydrous_outbox_oldest_age_seconds', 'How long the oldest of them has waited.'),
  gauge('hydrous_outbox_parked', 'Messages that were given up.'),
  counter('hydrous_outbox_sent_total', 'Messages that Slack took.', ['call']),
  counter('hydrous_outbox_failures_total', 'Messages that Slack did not take.', ['call', 'failure']),
  counter('hydrous_outbox_parked_total', 'Messages given up since the start.'),
  counter('hydrous_outbox_possible_duplicates_total', 'Posts that were repeated without being able to look.'),

  gauge('hydrous_inbox_waiting', 'Notifications that were kept and not yet worked on.'),
  gauge('hydrous_inbox_oldest_age_seconds', 'How long the oldest of them has waited.'),
  {
    ...histogram('hydrous_ingest_age_seconds', 'From when AWS sent a notification to when it was kept.'),
    bounds: AGES,
  },
  counter('hydrous_notifications_total', 'Notifications by what came of them.', ['outcome']),
  counter('hydrous_sns_refused_total', 'Notifications over HTTPS that were refused.', ['kind']),

  histogram('hydrous_slack_ack_seconds', 'Until Slack had its acknowledgement; it waits 3 s.', ['kind']),
  counter('hydrous_slack_late_acks_total', 'Acknowledgements that took longer than 2.5 s.'),
  counter('hydrous_slack_requests_total', 'Requests of Slack over HTTP that were taken.', ['kind']),
  counter('hydrous_slack_refused_requests_total', 'Requests that are not from Slack, or not valid.', [
    'status',
  ]),
  counter('hydrous_slack_replayed_requests_total', 'Requests that had been answered before.'),
  counter('hydrous_slack_failed_requests_total', 'Requests that ended in an unexpected failure.'),
  counter('hydrous_slack_refused_clicks_total', 'Clicks and forms that no card of ours could send.'),
  counter('hydrous_slack_outsiders_total', 'Requests from other workspaces or for other apps.', ['kind']),
  counter('hydrous_slack_busy_total', 'Commands that were told to come again.'),
  counter('hydrous_slack_answers_lost_total', 'Private answers that could not be delivered.'),
  counter('hydrous_slack_calls_total', 'Calls to Slack by outcome.', ['method', 'outcome']),

  counter('hydrous_aws_calls_total', 'Calls to AWS by outcome.', ['operation', 'outcome']),
  histogram('hydrous_aws_call_seconds', 'How long calls to AWS took, with their retries.'),
];

function counter(name: string, help: string, labels: readonly string[] = []): MetricName {
  return { name, kind: 'counter', help, labels };
}

function gauge(name: string, help: string, labels: readonly string[] = []): MetricName {
  return { name, kind: 'gauge', help, labels };
}

function histogram(name: string, help: string, labels: readonly string[] = []): MetricName {
  return { name, kind: 'histogram', help, labels };
}
