/** The table of the Home tabs. Times are database ms. */
import type { Generated } from 'kysely';

export interface HomeViewsTable {
  person: string;
  team: string;
  digest: string | null;
  opened_at: number;
  seen: Generated<number>;
  wanted: Generated<number>;
  wanted_at: number | null;
  rest_until: Generated<number>;
  owner: string | null;
  lease_until: Generated<number>;
  attempts: Generated<number>;
}
