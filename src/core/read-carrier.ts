/** What a message of a queue carries: an SNS envelope, the same as Lambda gets it, or the content itself. */
import { type Fields, field, fieldsOf, listField, parseFields, textField } from './json-fields.ts';

export interface Delivery {
  /** MessageId of SNS, so that the same message over HTTPS is known again; null where there is none. */
  readonly id: string | null;
  /** Topic ARN; null where there is none. */
  readonly topic: string | null;
  readonly subject: string | null;
  readonly message: string;
  /** When SNS published it, ms. */
  readonly publishedAt: number | null;
}

/** `confirmation` is what SNS sends to confirm or to end a subscription. */
export type Carried =
  | { readonly carrier: 'sns' | 'lambda' | 'raw'; readonly deliveries: readonly Delivery[] }
  | { readonly carrier: 'confirmation' };

const MOST_RECORDS = 50;
const LONGEST_ID = 100;

/** Never throws. What is no envelope is taken as it is. */
export function readCarrier(body: string): Carried {
  const fields = parseFields(body);
  const type = textField(fields, 'Type');
  if (type === 'SubscriptionConfirmation' || type === 'UnsubscribeConfirmation')
    return { carrier: 'confirmation' };
  const envelope = type === 'Notification' ? envelopeOf(fields) : null;
  if (envelope !== null) return { carrier: 'sns', deliveries: [envelope] };
  const records = (listField(fields, 'Records') ?? []).slice(0, MOST_RECORDS).map((each) => {
    return envelopeOf(fieldsOf(field(fieldsOf(each), 'Sns')));
  });
  const delivered = records.filter((record) => record !== null);
  if (delivered.length > 0 && delivered.length === records.length)
    return { carrier: 'lambda', deliveries: delivered };
  const raw = { id: null, topic: null, subject: null, message: body, publishedAt: null };
  return { carrier: 'raw', deliveries: [raw] };
}

/** Spelt alike but for the links, which are not read. */
function envelopeOf(fields: Fields | null): Delivery | null {
  const message = field(fields, 'Message');
  if (typeof message !== 'string') return null;
  const id = textField(fields, 'MessageId');
  const at = Date.parse(textField(fields, 'Timestamp') ?? '');
  return {
    id: id !== null && id.length <= LONGEST_ID ? id : null,
    topic: textField(fields, 'TopicArn'),
    subject: textField(fields, 'Subject'),
    message,
    publishedAt: Number.isFinite(at) ? at : null,
  };
}
