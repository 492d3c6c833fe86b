/** Our log behind Slack's logger interface. Its debug lines hold whole request bodies and are dropped. */
import type { Logger } from '@slack/bolt';
import { LogLevel } from '@slack/web-api';
import type { Log } from '../core/ports/ambient.ts';

type Write = (...messages: unknown[]) => void;

export function boltLogger(log: Log): Logger {
  const at =
    (level: 'info' | 'warn' | 'error'): Write =>
    (...messages) => {
      const err = messages.find((message) => message instanceof Error);
      const said = messages.filter((message) => !(message instanceof Error)).map(String);
      log[level]({ said: said.join(' ').slice(0, 500), ...(err === undefined ? {} : { err }) }, 'slack sdk');
    };
  return {
    debug() {},
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    // The level is set once, where the log is made.
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}
