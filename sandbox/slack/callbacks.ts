/** Short-lived keys that Slack hands out with a command or a click: trigger ids and response_urls. */
import { randomBytes } from 'node:crypto';
import { LIMITS } from './limits.ts';

export interface ResponsePlace {
  readonly channel: string;
  readonly user: string;
  /** The message that was clicked, when there was one. */
  readonly ts: string | null;
  readonly threadTs: string | null;
}

export interface Callbacks {
  newTrigger(user: string): string;
  /** The person a trigger belongs to; it works once, and for 3 s. */
  useTrigger(id: string): { readonly user: string } | { readonly error: string };
  /** The last part of a response_url. */
  newResponse(place: ResponsePlace): string;
  useResponse(id: string): { readonly place: ResponsePlace } | { readonly error: string };
}

export function createCallbacks(now: () => number): Callbacks {
  const triggers = new Map<string, { readonly user: string; readonly until: number; used: boolean }>();
  const responses = new Map<
    string,
    { readonly place: ResponsePlace; readonly until: number; uses: number }
  >();
  return {
    newTrigger(user) {
      const id = `${now()}.${triggers.size + 1}.${randomBytes(16).toString('hex')}`;
      triggers.set(id, { user, until: now() + LIMITS.triggerMs, used: false });
      return id;
    },
    useTrigger(id) {
      const trigger = triggers.get(id);
      if (trigger === undefined) return { error: 'invalid_trigger_id' };
      if (trigger.used) return { error: 'exchanged_trigger_id' };
      if (now() > trigger.until) return { error: 'expired_trigger_id' };
      trigger.used = true;
      return { user: trigger.user };
    },
    newResponse(place) {
      const id = randomBytes(12).toString('hex');
      responses.set(id, { place, until: now() + LIMITS.responseUrlMs, uses: 0 });
      return id;
    },
    useResponse(id) {
      const response = responses.get(id);
      if (response === undefined) return { error: 'invalid_url' };
      if (now() > response.until) return { error: 'expired_url' };
      if (response.uses >= LIMITS.responseUrlUses) return { error: 'used_url' };
      response.uses += 1;
      return { place: response.place };
    },
  };
}
