import type { CellColumns } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import { amountIn } from '../customers/purchase-days.js';
import { Customers } from './by-customer.js';
import { Dated } from './dated.js';
import { NONE, NOTHING } from './numbers.js';

/** What is known of a customer. Days are both ends included. */
export interface CustomerKnown {
  readonly id: string;
  /** At the end of the origin. */
  readonly tier: string;
  /** With a purchase; they ascend. */
  daysUpTo(to: number): readonly number[];
  /** What was spent, in millionths of the base currency. */
  spentIn(from: number, to: number): bigint;
  interactionsIn(from: number, to: number): number;
  /** As was known when it is judged who was lost. */
  isLostIn(from: number, to: number): boolean;
}

/** What happened to customers, whenever it was recorded. */
export interface FactsByCustomer {
  readonly customers: Customers;
  readonly bought: Dated;
  readonly spent: Dated;
  readonly interactions: Dated;
  readonly lost: Dated;
}

/** @param columns purchases, what they came to, interactions and losses, each by customer, day and recorded day */
export function factsByCustomer(
  [purchases = NOTHING, amounts = NOTHING, contacts = NOTHING, losses = NOTHING]: readonly CellColumns[],
  step: Step,
): FactsByCustomer {
  const customers = Customers.in(purchases.groups[0] ?? NONE, step);
  const dated = (columns: CellColumns, valueAt = countIn(columns)): Dated =>
    Dated.in(columns, valueAt, customers, step);
  return {
    customers,
    bought: dated(purchases),
    spent: dated(amounts, spentIn(amounts)),
    interactions: dated(contacts),
    lost: dated(losses),
  };
}

/** A customer as was known at the end of an origin. */
export class KnownAt implements CustomerKnown {
  readonly id: string;
  readonly tier: string;
  private readonly rank: number;

  /** @param until the days up to which what is recorded was known, and up to which it is when it is judged who was lost */
  constructor(
    { id, tier, rank }: { readonly id: string; readonly tier: string; readonly rank: number },
    private readonly until: { readonly recorded: number; readonly judged: number },
    private readonly facts: FactsByCustomer,
  ) {
    [this.id, this.tier, this.rank] = [id, tier, rank];
  }

  daysUpTo(to: number): readonly number[] {
    return this.facts.bought.daysIn(this.rank, { from: -Infinity, to, recordedTo: this.until.recorded });
  }

  spentIn(from: number, to: number): bigint {
    return this.facts.spent.sumIn(this.rank, { from, to, recordedTo: this.until.recorded });
  }

  interactionsIn(from: number, to: number): number {
    return Number(this.facts.interactions.sumIn(this.rank, { from, to, recordedTo: this.until.recorded }));
  }

  isLostIn(from: number, to: number): boolean {
    return this.facts.lost.daysIn(this.rank, { from, to, recordedTo: this.until.judged }).length > 0;
  }
}

function countIn({ sums: [counts = []] }: CellColumns): (row: number) => bigint {
  return (row) => counts[row] ?? 0n;
}

function spentIn({ sums: [gross = [], discounts = []] }: CellColumns): (row: number) => bigint {
  return (row) => amountIn([gross[row] ?? 0n, discounts[row] ?? 0n]);
}
