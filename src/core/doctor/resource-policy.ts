/** Whether the policy of a topic or a queue lets a service of AWS in, as far as its text tells. */

interface Grant {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: unknown;
}

/**
 * `action` such as `sns:Publish`, `service` such as `cloudwatch.amazonaws.com`, `source` the ARN that must pass a
 * condition on where a request comes from, or null. A policy that cannot be read lets nobody in.
 */
export function letsIn(
  policy: string,
  wish: {
    readonly action: string;
    readonly service: string;
    readonly account: string;
    readonly source: string | null;
  },
): boolean {
  const grants = grantsOf(policy);
  const matching = grants.filter(
    (grant) =>
      listed(grant.Action).some((one) => fits(one, wish.action)) &&
      isPrincipal(grant.Principal, wish.service) &&
      holds(grant.Condition, wish),
  );
  return matching.length > 0 && matching.every(({ Effect }) => Effect === 'Allow');
}

function grantsOf(policy: string): readonly Grant[] {
  try {
    const { Statement } = JSON.parse(policy) as { Statement?: unknown };
    return (Array.isArray(Statement) ? Statement : [Statement]).filter(
      (one): one is Grant => typeof one === 'object' && one !== null,
    );
  } catch {
    return [];
  }
}

function isPrincipal(principal: unknown, service: string): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  const { AWS, Service } = principal as { AWS?: unknown; Service?: unknown };
  return listed(AWS).includes('*') || listed(Service).includes(service);
}

/** Conditions on the account and on the source; any other one is taken to hold, since it cannot be told. */
function holds(condition: unknown, { account, source }: { account: string; source: string | null }): boolean {
  if (typeof condition !== 'object' || condition === null) return true;
  return Object.values(condition).every((keys) =>
    Object.entries((keys ?? {}) as Record<string, unknown>).every(([key, value]) => {
      switch (key.toLowerCase()) {
        case 'aws:sourceowner':
        case 'aws:sourceaccount':
          return listed(value).includes(account);
        case 'aws:sourcearn':
          return source === null || listed(value).some((one) => fits(one, source));
        default:
          return true;
      }
    }),
  );
}

function fits(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(text);
}

function listed(some: unknown): readonly string[] {
  return (Array.isArray(some) ? some : [some]).filter((one): one is string => typeof one === 'string');
}
