/** What stays forbidden even where another policy on the same role would allow it. */
import { roleArn } from './place.ts';
import { familyArn, ownAlarms } from './service-grants.ts';
import { alone, type IamWish, type Statement } from './statement.ts';

export function denials({ mode, places }: IamWish, own: readonly string[]): readonly Statement[] {
  const passed = [
    ...new Set(
      mode === 'A' ? [] : places.flatMap(({ account, roles }) => roles.map((role) => roleArn(account, role))),
    ),
  ];
  return [
    deny('NeverRunOrDelete', { Action: NEVER, Resource: '*' }),
    deny('NeverOpenAShell', {
      Action: 'ecs:UpdateService',
      Resource: '*',
      Condition: { StringEquals: { 'ecs:enable-execute-command': 'true' } },
    }),
    mode === 'A'
      ? deny('NeverRegister', { Action: 'ecs:RegisterTaskDefinition', Resource: '*' })
      : deny('NeverRegisterOthers', {
          Action: 'ecs:RegisterTaskDefinition',
          NotResource: alone(places.map(familyArn)),
        }),
    deny('NeverTouchOtherAlarms', {
      Action: ['cloudwatch:PutMetricAlarm', 'cloudwatch:SetAlarmState', 'cloudwatch:DeleteAlarms'],
      NotResource: alone(places.flatMap(ownAlarms)),
    }),
    deny('NeverChangeRights', {
      Action: ['iam:*', 'sts:AssumeRole'],
      ...(own.length === 0 ? { Resource: '*' } : { NotResource: own }),
      // Only passing a role has this key, so everything else in IAM is denied as well.
      ...(passed.length === 0
        ? {}
        : { Condition: { StringNotEqualsIfExists: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } }),
    }),
    ...(passed.length === 0
      ? []
      : [deny('NeverPassOthers', { Action: 'iam:PassRole', NotResource: passed })]),
    ...(own.length === 0
      ? []
      : [deny('AskAndNothingElse', { NotAction: 'iam:SimulatePrincipalPolicy', Resource: own })]),
  ];
}

const NEVER = [
  'ecs:ExecuteCommand',
  'ecs:RunTask',
  'ecs:StartTask',
  'ecs:StopTask',
  'ecs:Create*',
  'ecs:Delete*',
  'ecs:DeregisterTaskDefinition',
  'rds:Delete*',
  'elasticache:Delete*',
  'ecr:Delete*',
  'ecr:Put*',
  'logs:Delete*',
  'sns:Delete*',
  'sns:SetTopicAttributes',
  'sqs:DeleteQueue',
  'sqs:PurgeQueue',
  'sqs:SetQueueAttributes',
  'secretsmanager:*',
  'ssm:*',
];

function deny(Sid: string, rest: Omit<Statement, 'Sid' | 'Effect'>): Statement {
  return { Sid, Effect: 'Deny', ...rest };
}
