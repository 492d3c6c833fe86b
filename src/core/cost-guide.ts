/** What the guide says about costs, as data: what is expected, and where its optimisations begin to pay. */
export interface CostGuide {
  /** US dollars for a month of the whole account. */
  readonly expected: { readonly from: number; readonly until: number };
  /** Percent that a week's highest values stay below: a smaller size would do. */
  readonly quiet: { readonly cpu: number; readonly memory: number };
  /** US dollars a month of database and cache from which reserved ones are worth a thought. */
  readonly reserve: number;
  /** US dollars a month of Fargate from which a Savings Plan is. */
  readonly savings: number;
}
