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
        ]),
  ];
}
