/** The queue that brings what the topics send, as SQS keeps it. All methods throw a Problem. */
export interface QueuedMessage {
  readonly id: string;
  /** Names this reception of it. */
  readonly receipt: string;
  readonly body: string;
  /** How often it was received, this time included. */
  readonly receives: number;
  /** When it came to the queue, ms. */
  readonly sentAt: number;
}

export interface AlarmQueue {
  /** ARN-like name of the queue, for messages that came without a topic. */
  readonly name: string;
  /** Twelve digits; null when its address does not say. */
  readonly account: string | null;
  /** Waits up to 20 s for a first message; gives none when the signal aborts. Nobody else sees them for a minute. */
  receive(signal: AbortSignal): Promise<readonly QueuedMessage[]>;
  /** Nobody else sees it for so many seconds from now. */
  hide(message: QueuedMessage, seconds: number): Promise<void>;
  remove(message: QueuedMessage): Promise<void>;
}
