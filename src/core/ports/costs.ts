/** What the AWS account costs. Cost Explorer asks money for each question, so answers are kept for a day. */

export interface ServiceCost {
  /** AWS's own name, such as `Amazon Relational Database Service`. */
  readonly service: string;
  readonly amount: number;
}

export interface CostView {
  /** Such as USD. */
  readonly currency: string;
  /** The whole account on each day, oldest first. */
  readonly days: readonly number[];
  /** The most expensive first. */
  readonly services: readonly ServiceCost[];
  /** When AWS was asked, ms. */
  readonly readAt: number;
}

export interface ForecastView {
  readonly currency: string;
  readonly amount: number;
  /** When AWS was asked, ms. */
  readonly readAt: number;
}

/** All methods throw a Problem. */
export interface CostReader {
  /** So many whole days (UTC) before today. */
  spent(days: number): Promise<CostView>;
  /** The next 30 days, today among them; null where AWS has too little to go by. */
  forecast(): Promise<ForecastView | null>;
}
