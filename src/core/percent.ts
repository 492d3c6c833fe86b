/**
 * Whether a rolling update can take its first step. ECS may run at most floor(desired × maximum / 100) tasks
 * and must keep ceil(desired × minimum / 100) healthy; when neither a new task may start nor an old one stop,
 * the rollout waits for ever. Source: Amazon ECS developer guide, "Deployment configuration".
 */
export interface Percents {
  readonly desired: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

export function taskBounds(percents: Percents): { readonly lower: number; readonly upper: number } {
  return {
    lower: Math.ceil((percents.desired * percents.minimumHealthyPercent) / 100),
    upper: Math.floor((percents.desired * percents.maximumPercent) / 100),
  };
}

export function canGetStuck(percents: Percents): boolean {
  if (percents.desired === 0) return false;
  const { lower, upper } = taskBounds(percents);
  return upper <= percents.desired && lower >= percents.desired;
}
