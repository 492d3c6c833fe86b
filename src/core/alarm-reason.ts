/**
 * What CloudWatch puts into the English reason of a state change and nowhere else in a notification:
 * `Threshold Crossed: 1 out of the last 1 datapoints [92.0 (23/06/21 08:31:00)] was greater than …`.
 */
const DATAPOINT =
  /(-?\d{1,20}(?:\.\d{1,20})?(?:E-?\d{1,3})?) \((\d\d)\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)\)/g;

/** The datapoints by their time, newest last. The dates inside are day/month/year in UTC. */
export function datapointsIn(reason: string): readonly number[] {
  const found = Array.from(reason.matchAll(DATAPOINT), (each) => {
    const [, value = '', day = '', month = '', year = '', hour = '', minute = '', second = ''] = each;
    return { value: Number(value), key: `${year}${month}${day}${hour}${minute}${second}` };
  });
  return found
    .filter(({ value }) => Number.isFinite(value))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ value }) => value);
}

/** `no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching]`. */
export function restsOnMissingData(reason: string, datapoints: readonly number[]): boolean {
  return (
    datapoints.length === 0 &&
    /no datapoints were received|missing datapoints? (?:was|were) treated as/i.test(reason)
  );
}
