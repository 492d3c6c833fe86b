/** The Home tabs of those who opened theirs: what stands there, and when it is drawn again. */
import type { Member } from '../member.ts';

export interface HomeView {
  readonly member: Member;
  /** Of what was sent last; null when nothing was. */
  readonly digest: string | null;
  /** How often it was opened; what was opened while it was being drawn is not lost. */
  readonly wanted: number;
  /** The newest row of the audit trail when it was claimed: everything up to it is shown. */
  readonly head: number;
  /** How long ago it was opened, ms. */
  readonly openedAgoMs: number;
  /** How many people have opened theirs lately. */
  readonly people: number;
  /** Tries so far, this one included. */
  readonly attempts: number;
}

export interface HomeViewRecords {
  /** Also forgets those that nobody has looked at for weeks. Somebody looks at theirs: it is drawn now, or when its rest is over. `empty`: nothing stands there, whatever was sent. */
  opened(member: Member, empty: boolean): Promise<void>;
  /**
   * Claims for `leaseMs` those that are due: whose time has come, and those about which the audit trail has news, if
   * they were opened in the last `freshMs`.
   */
  claim(owner: string, leaseMs: number, limit: number, freshMs: number): Promise<readonly HomeView[]>;
  /** It stands there as `digest`; drawn again after `againMs` (null = when something happens), never within `restMs`. */
  drawn(
    view: HomeView,
    owner: string,
    what: { readonly digest: string; readonly restMs: number; readonly againMs: number | null },
  ): Promise<void>;
  /** Comes back after `delayMs`. */
  later(view: HomeView, owner: string, delayMs: number): Promise<void>;
  /** Nobody can be shown anything there, until they open it again. */
  forget(view: HomeView, owner: string): Promise<void>;
}
