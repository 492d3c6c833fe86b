/** A small valid configuration as text, and the same with one line replaced. */
export const VALID = `locale: es
channels:
  operations: C0OPS
  incidents: C0INC
people:
  operators: { users: [U0AAA], groups: [S0DEV] }
  approvers: { users: [U0BBB], groups: [S0OPS] }
  viewers: everyone
teams: [T0HYDROUS]
environments:
  production:
    region: us-east-1
    cluster: hydrous
    service: hydrous-production
    repository: hydrous
    logGroup: /ecs/hydrous-backend
sns:
  topics: [arn:aws:sns:us-east-1:123456789012:hydrous-alarms]
`;

/** Replaces the line that starts with `key` (after its indentation); the rest keeps its lines. */
export function withLine(key: string, line: string): string {
  const lines = VALID.split('\n');
  const index = lines.findIndex((each) => each.trimStart().startsWith(`${key}:`));
  if (index === -1) throw new Error(`no line ${key}`);
  const indent = lines[index]!.match(/^ */)![0];
  lines[index] = line
    .split('\n')
    .map((each) => indent + each)
    .join('\n');
  return lines.join('\n');
}

/** The number of the line that starts with `key`. */
export function lineOf(key: string): number {
  return VALID.split('\n').findIndex((each) => each.trimStart().startsWith(`${key}:`)) + 1;
}
