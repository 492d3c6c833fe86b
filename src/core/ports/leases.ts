/** Who works on what, so that replicas do not do it twice. */
export interface LeaseRecords {
  /** The fence number when `owner` now holds the lease for `ms`, else null. */
  take(name: string, owner: string, ms: number): Promise<number | null>;
  release(name: string, owner: string): Promise<void>;
}
