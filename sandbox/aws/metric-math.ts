/** Evaluates metric math over series, point by point, as GetMetricData and alarms need it. */
import type * as cw from '@aws-sdk/client-cloudwatch';
import { type Expression, parseExpression } from './metric-expression.ts';

/** Values by time (ms), oldest first. */
export type Series = ReadonlyMap<number, number>;

/** A series, several (a band is upper, then lower), or a plain number. */
export type Value = number | Series | readonly Series[];

export interface SeriesSource {
  /** Every time at which a point may stand, oldest first. */
  readonly times: readonly number[];
  /** Seconds between them. */
  readonly period: number;
  read(stat: cw.MetricStat): Series;
  /** Values of quiet times, from which a band is learned. */
  learn(stat: cw.MetricStat): readonly number[];
}

export interface MathSheet {
  /** The series of a query. Throws an Error for an unknown id, a circle, or an expression that gives none. */
  of(id: string): readonly Series[];
}

const isSeries = (value: Value): value is Series => value instanceof Map;

export function createSheet(queries: readonly cw.MetricDataQuery[], source: SeriesSource): MathSheet {
  const known = new Map<string, Value>();
  const open = new Set<string>();

  function queryOf(id: string): cw.MetricDataQuery {
    const query = queries.find((one) => one.Id === id);
    if (query === undefined) throw new Error(`there is no query with the id ${id}`);
    return query;
  }

  function valueFor(id: string): Value {
    const done = known.get(id);
    if (done !== undefined) return done;
    if (open.has(id)) throw new Error(`the expression of ${id} refers to itself`);
    open.add(id);
    const query = queryOf(id);
    const value =
      query.MetricStat === undefined
        ? evaluate(parseExpression(query.Expression ?? ''))
        : source.read(query.MetricStat);
    open.delete(id);
    known.set(id, value);
    return value;
  }

  function evaluate(expression: Expression): Value {
    switch (expression.kind) {
      case 'number':
        return expression.value;
      case 'text':
        throw new Error('text can only be an argument');
      case 'id':
        return valueFor(expression.id);
      case 'list':
        return expression.items.flatMap((item) => seriesIn(evaluate(item)));
      case 'negative':
        return combined([evaluate(expression.of)], ([value = 0]) => -value);
      case 'operation': {
        const operands = [evaluate(expression.left), evaluate(expression.right)];
        return combined(operands, ([left = 0, right = 0]) => operate(expression.operator, left, right));
      }
      case 'call':
        return call(expression.name, expression.arguments);
    }
  }

  /** Metrics of the request that are no expressions; with a text, those whose id contains it. */
  function metrics(part: Expression | undefined): readonly Series[] {
    const wanted = part?.kind === 'text' ? part.value : '';
    return queries
      .filter((query) => query.MetricStat !== undefined && query.Id?.includes(wanted))
      .flatMap((query) => seriesIn(valueFor(query.Id ?? '')));
  }

  function call(name: string, given: readonly Expression[]): Value {
    const [first, second, third] = given;
    if (name === 'METRICS') return metrics(first);
    if (first === undefined) throw new Error(`${name} needs an argument`);
    if (name === 'ANOMALY_DETECTION_BAND') return band(first, second);
    const value = evaluate(first);
    switch (name) {
      case 'SUM':
      case 'AVG':
      case 'MIN':
      case 'MAX':
        return gathered(name, value);
      case 'ABS':
      case 'CEIL':
      case 'FLOOR':
        return combined([value], ([one = 0]) =>
          Math[name === 'ABS' ? 'abs' : name === 'CEIL' ? 'ceil' : 'floor'](one),
        );
      case 'PERIOD':
        return source.period;
      case 'TIME_SERIES':
        return typeof value === 'number' ? new Map(source.times.map((at) => [at, value])) : value;
      case 'FILL':
        return filled(value, second);
      case 'RATE':
        return rate(value);
      case 'IF': {
        const otherwise = third === undefined ? [] : [evaluate(third)];
        return chosen(value, evaluate(second ?? first), otherwise);
      }
      default:
        throw new Error(`the sandbox does not know the function ${name}`);
    }
  }

  function filled(value: Value, second: Expression | undefined): Value {
    const repeat = second?.kind === 'id' && second.id.toUpperCase() === 'REPEAT';
    const constant = second === undefined || repeat ? null : evaluate(second);
    let last: number | null = null;
    const [series = new Map()] = seriesIn(value);
    const points = source.times.flatMap((at): [number, number][] => {
      last = series.get(at) ?? (repeat ? last : typeof constant === 'number' ? constant : null);
      return last === null ? [] : [[at, last]];
    });
    return new Map(points);
  }

  /** Where the condition is not 0 the second value, elsewhere the third. */
  function chosen(condition: Value, then: Value, otherwise: readonly Value[]): Value {
    const points = source.times.flatMap((at): [number, number][] => {
      const test = pointOf(condition, at);
      if (test === undefined) return [];
      const value = test !== 0 ? pointOf(then, at) : otherwise[0] && pointOf(otherwise[0], at);
      return value === undefined ? [] : [[at, value]];
    });
    return new Map(points);
  }

  function band(metric: Expression, width: Expression | undefined): readonly Series[] {
    const stat = metric.kind === 'id' ? queryOf(metric.id).MetricStat : undefined;
    if (stat === undefined) throw new Error('ANOMALY_DETECTION_BAND needs the id of a metric');
    const times = width?.kind === 'number' ? width.value : 2;
    const { mean, deviation } = spread(source.learn(stat));
    const line = (value: number): Series => new Map(source.times.map((at) => [at, value]));
    return [line(mean + times * deviation), line(mean - times * deviation)];
  }

  return {
    of(id) {
      const value = valueFor(id);
      if (typeof value === 'number') throw new Error(`the expression of ${id} gives a number, not a series`);
      return seriesIn(value);
    },
  };
}

function seriesIn(value: Value): readonly Series[] {
  if (typeof value === 'number') throw new Error('a series is needed where a number stands');
  return isSeries(value) ? [value] : value;
}

function pointOf(value: Value, at: number): number | undefined {
  if (typeof value === 'number') return value;
  return isSeries(value) ? value.get(at) : value[0]?.get(at);
}

/** Numbers go with every point; series meet where all of them have one. What is not finite is no point. */
function combined(values: readonly Value[], deed: (points: readonly number[]) => number): Value {
  if (values.every((value) => typeof value === 'number')) return deed(values);
  const longest = values.flatMap((value) => (typeof value === 'number' ? [] : seriesIn(value)));
  const times = [...(longest[0]?.keys() ?? [])];
  const points = times.flatMap((at): [number, number][] => {
    const operands = values.map((value) => pointOf(value, at));
    if (operands.some((operand) => operand === undefined)) return [];
    const result = deed(operands as readonly number[]);
    return Number.isFinite(result) ? [[at, result]] : [];
  });
  return new Map(points);
}

function operate(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '^':
      return left ** right;
    case '==':
      return Number(left === right);
    case '!=':
      return Number(left !== right);
    case '<':
      return Number(left < right);
    case '<=':
      return Number(left <= right);
    case '>':
      return Number(left > right);
    case '>=':
      return Number(left >= right);
    case 'AND':
    case '&&':
      return Number(left !== 0 && right !== 0);
    default:
      return Number(left !== 0 || right !== 0);
  }
}

/** Of one series a number; of several a series over the times that any of them has. */
function gathered(name: 'SUM' | 'AVG' | 'MIN' | 'MAX', value: Value): Value {
  if (typeof value === 'number') return value;
  if (isSeries(value)) return total(name, [...value.values()]);
  const times = [...new Set(value.flatMap((series) => [...series.keys()]))].sort((a, b) => a - b);
  const at = (time: number) => value.flatMap((series) => series.get(time) ?? []);
  return new Map(times.map((time) => [time, total(name, at(time))]));
}

function total(name: 'SUM' | 'AVG' | 'MIN' | 'MAX', values: readonly number[]): number {
  const sum = values.reduce((all, one) => all + one, 0);
  if (name === 'SUM') return sum;
  if (name === 'AVG') return values.length === 0 ? 0 : sum / values.length;
  return name === 'MIN' ? Math.min(...values) : Math.max(...values);
}

/** Change a second. */
function rate(value: Value): Value {
  const points = [...(seriesIn(value)[0] ?? new Map<number, number>())];
  return new Map(
    points.slice(1).map(([at, one], index) => {
      const [before, other] = points[index]!;
      return [at, (one - other) / ((at - before) / 1_000)];
    }),
  );
}

/** A series that never moves gets a band of one hundredth of its height, or everything would be an anomaly. */
function spread(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  if (values.length === 0) return { mean: 0, deviation: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.max(Math.sqrt(variance), Math.abs(mean) / 100, 1e-9) };
}
