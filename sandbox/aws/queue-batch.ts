import * as sqs from '@aws-sdk/client-sqs';

/** Source: Amazon SQS API Reference. */
export const MAX_BATCH = 10;

type Entry = { readonly Id: string | undefined };

/** Does the entries of a batch one by one; each succeeds or fails for itself. */
export function each<E extends Entry, R extends object>(
  entries: readonly E[] | undefined,
  deed: (entry: E) => R,
): { Successful: (R & { Id: string })[]; Failed: sqs.BatchResultErrorEntry[] } {
  const all = entries ?? [];
  if (all.length === 0) {
    throw new sqs.EmptyBatchRequest({
      message: 'There should be at least one entry in the request.',
      $metadata: {},
    });
  }
  if (all.length > MAX_BATCH) {
    throw new sqs.TooManyEntriesInBatchRequest({
      message: `Maximum number of entries per request are ${MAX_BATCH}. You have sent ${all.length}.`,
      $metadata: {},
    });
  }
  if (new Set(all.map((entry) => entry.Id)).size < all.length) {
    throw new sqs.BatchEntryIdsNotDistinct({
      message: 'Two or more batch entries have the same Id.',
      $metadata: {},
    });
  }
  const Successful: (R & { Id: string })[] = [];
  const Failed: sqs.BatchResultErrorEntry[] = [];
  for (const entry of all) {
    const Id = entry.Id ?? '';
    try {
      Successful.push({ ...deed(entry), Id });
    } catch (thrown) {
      const Message = thrown instanceof Error ? thrown.message : String(thrown);
      const Code = thrown instanceof Error ? thrown.name : 'InternalError';
      Failed.push({ Id, SenderFault: true, Code, Message });
    }
  }
  return { Successful, Failed };
}
