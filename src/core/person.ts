/** One person may have several Slack accounts; the file says which (`people.same`). Rules count people, not accounts. */

/** Sets of accounts, each of one person. */
export type SamePeople = readonly (readonly string[])[];

/** Every account of the person behind `user`, that one first. Sets that share an account are one person. */
export function accountsOf(user: string, same: SamePeople = []): readonly string[] {
  const accounts = new Set([user]);
  for (let before = 0; before !== accounts.size; ) {
    before = accounts.size;
    for (const set of same) {
      if (set.some((account) => accounts.has(account))) for (const account of set) accounts.add(account);
    }
  }
  return [...accounts];
}

export function isSamePerson(one: string, other: string, same: SamePeople = []): boolean {
  return one === other || accountsOf(one, same).includes(other);
}

/** The first account of each person, in order. */
export function distinctPeople(users: readonly string[], same: SamePeople = []): readonly string[] {
  return users.filter((user, at) => !users.slice(0, at).some((earlier) => isSamePerson(user, earlier, same)));
}
