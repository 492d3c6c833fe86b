/** An event as EventBridge wraps it, before its detail is read. */
import { type Fields, field, fieldsOf, listField, textField } from './json-fields.ts';
import { accountOf, type DeliveredMessage, regionCode, regionOf, timeOf } from './message-parts.ts';

export interface AwsEvent {
  /** `detail-type`, such as `ECS Task State Change`. */
  readonly type: string;
  readonly account: string | null;
  readonly region: string;
  /** ms, in whole seconds. */
  readonly at: number;
  /** ARNs. */
  readonly resources: readonly string[];
  readonly detail: Fields;
}

const MOST_RESOURCES = 20;

/** Null when it is no event; the name and the source are what a rule matches by, so they are what tells them here. */
export function readEvent(fields: Fields | null, delivered: DeliveredMessage): AwsEvent | null {
  const type = textField(fields, 'detail-type');
  const detail = fieldsOf(field(fields, 'detail'));
  if (type === null || detail === null || textField(fields, 'source') === null) return null;
  const resources = (listField(fields, 'resources') ?? [])
    .slice(0, MOST_RESOURCES)
    .filter((each): each is string => typeof each === 'string' && each.startsWith('arn:'));
  const [first = null] = resources;
  return {
    type,
    account: accountOf(textField(fields, 'account')) ?? accountOf(first?.split(':')[4] ?? null),
    region:
      regionOf(first) ?? regionCode(textField(fields, 'region')) ?? regionOf(delivered.topic) ?? 'unknown',
    at: timeOf(textField(fields, 'time'), delivered.publishedAt),
    resources,
    detail,
  };
}
