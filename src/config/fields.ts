/** The grammars of `hydrous.yml`. Each carries what a mistake tells people to write instead. */
import { z } from 'zod';

export function text(wanted: string, pattern: RegExp) {
  return z.string({ error: wanted }).regex(pattern, { error: wanted });
}

/** A field that may be left out, and is null then; an empty one is refused. */
export function maybe<Field extends z.ZodType>(field: Field) {
  return field.optional().transform((value) => value ?? null);
}

export function whole(least: number, most: number) {
  const wanted = `a whole number from ${least} to ${most} in plain digits`;
  return z.int({ error: wanted }).min(least, { error: wanted }).max(most, { error: wanted });
}

export function yesOrNo() {
  return z.boolean({ error: 'true or false' });
}

export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: words.join(' or ') });
}

/** A block whose keys are all known; the mistake for another key names the nearest one. */
export function block<Shape extends z.core.$ZodLooseShape>(wanted: string, shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'invalid_type' ? wanted : undefined),
  });
}

// Slack ids: docs.slack.dev gives the first letter; the length has grown over the years.
export const UserId = text('a Slack user id such as U0AAA (there is no wildcard)', /^[UW][A-Z0-9]{2,20}$/);
export const GroupId = text('a Slack user-group id such as S0DEV', /^S[A-Z0-9]{2,20}$/);
export const TeamId = text('a Slack workspace id such as T0HYDROUS', /^[TE][A-Z0-9]{2,20}$/);
export const ChannelId = text('a Slack channel id such as C0OPS, not its name', /^[CG][A-Z0-9]{2,20}$/);

export const EnvironmentName = text(
  'a name in lower-case letters, digits and dashes such as production (at most 30)',
  /^[a-z][a-z0-9-]{0,29}$/,
);
export const Region = text('an AWS region such as us-east-1', /^[a-z]{2}(?:-[a-z]+){1,2}-\d{1,2}$/);
/** ECS clusters and services: up to 255 letters, digits, underscores and hyphens (CreateService). */
export const EcsName = text(
  'a name as ECS shows it (letters, digits, - and _), not an ARN',
  /^[\w-]{1,255}$/,
);
/** ECR: lower case, may hold a namespace (CreateRepository). */
export const RepositoryName = text(
  'an ECR repository name such as hydrous, without the registry address',
  /^(?=.{2,256}$)[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/,
);
export const LogGroup = text('a log group name such as /ecs/hydrous-backend', /^[\w./#-]{1,512}$/);
/** RDS instances, ElastiCache groups, load balancers: letters, digits and hyphens. */
export const ResourceName = text(
  'the name of the resource, not its ARN or address',
  /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/,
);

/** Only the commercial partition is supported; a wildcard would let foreign topics in. */
export const TopicArn = text(
  'the whole ARN of an SNS topic such as arn:aws:sns:us-east-1:123456789012:hydrous-alarms',
  /^arn:aws:sns:[a-z]{2}(?:-[a-z]+){1,2}-\d{1,2}:\d{12}:[\w-]{1,256}$/,
);

export const WebAddress = address('an address such as https://api.example.com/health', () => true);
export const Origin = address('an origin such as https://app.example.com, without a path', (url) => {
  return url.pathname === '/' && url.search === '' && url.hash === '';
});
/** Alarms would travel in the clear over plain http, so that is for this machine only. */
export const SubscribeAddress = address('an https address such as https://bot.example.com/sns', (url) => {
  return url.protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
});
export const QueueAddress = address(
  'the URL of an SQS queue such as https://sqs.us-east-1.amazonaws.com/123456789012/hydrous-alarms',
  (url) => /^\/\d{12}\/[\w.-]{1,85}$/.test(url.pathname) && url.search === '',
);

function address(wanted: string, fits: (url: URL) => boolean) {
  return z.string({ error: wanted }).refine(
    (value) => {
      const url = URL.canParse(value) ? new URL(value) : null;
      if (url === null || /\s/.test(value)) return false;
      if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
        return false;
      return fits(url);
    },
    { error: wanted },
  );
}
