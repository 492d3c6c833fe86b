/** RDS events, in the form of a subscription to a topic and in the form of EventBridge. */
import { type Fields, listField, textField } from './json-fields.ts';
import {
  accountOf,
  type DeliveredMessage,
  regionCode,
  regionOf,
  safeText,
  shortText,
  timeOf,
} from './message-parts.ts';
import type { AwsEvent } from './read-event.ts';
import type { RdsEvent } from './service-event.ts';

const LONGEST_NAME = 255;
const LONGEST_MESSAGE = 600;
const MOST_CATEGORIES = 20;

/** Keys with blanks in them, a time without a zone, and the number of the event at the end of a link. */
export function readNativeRdsEvent(fields: Fields | null, delivered: DeliveredMessage): RdsEvent | null {
  const sourceType = shortText(fields, 'Event Source', LONGEST_NAME);
  const source = shortText(fields, 'Source ID', LONGEST_NAME);
  const message = safeText(fields, 'Event Message', LONGEST_MESSAGE);
  if (sourceType === null || source === null || message === null) return null;
  const arn = textField(fields, 'Source ARN');
  const linked = /[?&]region=([a-z0-9-]{1,40})/.exec(textField(fields, 'Identifier Link') ?? '')?.[1] ?? null;
  return {
    kind: 'rds-event',
    id: eventId(textField(fields, 'Event ID')),
    sourceType,
    source,
    account: accountOf(arn?.split(':')[4] ?? null) ?? accountOf(delivered.topic.split(':')[4] ?? null),
    region: regionOf(arn) ?? regionCode(linked) ?? regionOf(delivered.topic) ?? 'unknown',
    at: timeOf(textField(fields, 'Event Time'), delivered.publishedAt),
    message,
    categories: [],
  };
}

const TYPES =
  /^RDS DB (?:Instance|Cluster|Snapshot|Cluster Snapshot|Parameter Group|Security Group|Proxy) Event$/;

export function readRdsEvent(event: AwsEvent, delivered: DeliveredMessage): RdsEvent | null {
  const { detail } = event;
  const source = shortText(detail, 'SourceIdentifier', LONGEST_NAME);
  const message = safeText(detail, 'Message', LONGEST_MESSAGE);
  if (!TYPES.test(event.type) || source === null || message === null) return null;
  const date = textField(detail, 'Date');
  return {
    kind: 'rds-event',
    id: eventId(textField(detail, 'EventID')),
    sourceType: (shortText(detail, 'SourceType', LONGEST_NAME) ?? 'db-instance')
      .toLowerCase()
      .replaceAll('_', '-'),
    source,
    account: event.account,
    region: regionOf(textField(detail, 'SourceArn')) ?? event.region,
    at: date === null ? event.at : timeOf(date, delivered.publishedAt),
    message,
    categories: (listField(detail, 'EventCategories') ?? [])
      .slice(0, MOST_CATEGORIES)
      .filter((each): each is string => typeof each === 'string' && each.length <= LONGEST_NAME),
  };
}

/** `http://docs.…/USER_Events.html#RDS-EVENT-0002`, or the number alone. */
function eventId(text: string | null): string | null {
  return /(?:^|#)(RDS-EVENT-\d{4})$/.exec(text ?? '')?.[1] ?? null;
}
