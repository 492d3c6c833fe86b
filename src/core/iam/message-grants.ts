/** The way of alarms: topics, and the queue where one is read. */
import { allow, type IamWish, type Statement } from './statement.ts';

export function messageGrants({ topics, subscribes, queue }: IamWish): readonly Statement[] {
  return [
    ...(topics.length === 0
      ? []
      : [
          allow(
            'Topics',
            [
              'sns:ConfirmSubscription',
              'sns:GetSubscriptionAttributes',
              'sns:GetTopicAttributes',
              'sns:ListSubscriptionsByTopic',
              ...(subscribes ? ['sns:Subscribe'] : []),
            ],
            topics,
          ),
        ]),
    ...(queue === null
      ? []
      : [
          allow(
            'Queue',
            [
              'sqs:ReceiveMessage',
              'sqs:DeleteMessage',
              'sqs:ChangeMessageVisibility',
              'sqs:GetQueueAttributes',
            ],
            [queue],
          ),
          // `doctor` looks whether its dead letters are there, which the template calls after it.
          allow('DeadLetters', ['sqs:GetQueueAttributes'], [`${queue}-*`]),
        ]),
  ];
}
