import { formatDecimal } from '#kernel/decimal.js';
import type { Views } from '#kernel/ports/views.js';
import { isExcludedOn } from '../customers/customer-card.js';
import { allKept } from '../customers/merging/kept-histories.js';
import type { History } from '../customers/timeline/history.js';
import { labelsOf } from '../customers/timeline/labels.js';
import { CustomerScan, standingAt } from '../customers/timeline/scan.js';
import type { Policies } from './policy.js';
import type { PolicyPreview } from './preview.answers.js';

export interface PreviewQuestion {
  /** Which of the two names parts: stages or tiers. */
  readonly by: 'stage' | 'tier';
  /** Under which customers stand now, and would stand. */
  readonly current: Policies;
  readonly proposed: Policies;
  readonly asOf: number;
  /** Days of revenue; without `from` since ever. */
  readonly from?: number;
  readonly to: number;
}

const LISTED = 100;

/**
 * What a policy would change: sizes (customers.count, so without closed customers) and revenue.sales of each part under both, and who would
 * move. Sales of guests belong to no part.
 */
export async function preview(
  question: PreviewQuestion,
  views: Views,
): Promise<Omit<PolicyPreview, 'asOf' | 'definitions'>> {
  const current = new Side(question, question.current);
  const proposed = new Side(question, question.proposed);
  const moves = new Map<string, number>();
  const customers: { id: string; from: string; to: string }[] = [];
  let moved = 0;
  for await (const history of allKept(views)) {
    const from = current.add(history);
    const to = proposed.add(history);
    if (from === undefined || to === undefined || from === to) continue;
    moved++;
    const key = JSON.stringify([from, to]);
    moves.set(key, (moves.get(key) ?? 0) + 1);
    if (customers.length < LISTED) customers.push({ id: history.id, from, to });
  }
  const matrix = [...moves].sort().map(([key, count]) => {
    const [from = '', to = ''] = JSON.parse(key) as readonly string[];
    return { from, to, customers: count };
  });
  return { by: question.by, current: current.parts(), proposed: proposed.parts(), moved, matrix, customers };
}

/** Sizes and revenue under one set of policies. */
class Side {
  private readonly sizes = new Map<string, number>();
  private readonly revenue = new Map<string, bigint>();

  constructor(
    private readonly question: PreviewQuestion,
    private readonly policies: Policies,
  ) {}

  /** @returns the part the customer is counted in at the end of the day; undefined where it does not exist then, is closed or excluded */
  add(history: History): string | undefined {
    const { by, asOf, from = -Infinity, to } = this.question;
    const bought = history.purchases.filter(
      ({ day }) => day >= from && day <= to && day <= asOf && !isExcludedOn(history, day),
    );
    const labels = labelsOf(
      history,
      new CustomerScan(history, this.policies, bought[0]?.day ?? asOf),
      bought.map(({ day }) => day),
    );
    labels.forEach((label, i) => {
      this.revenue.set(label[by], (this.revenue.get(label[by]) ?? 0n) + (bought[i]?.amount ?? 0n));
    });
    const standing = standingAt(history, asOf, this.policies);
    if (standing === undefined || standing.stage === 'closed' || isExcludedOn(history, asOf)) return undefined;
    const part = standing[by];
    this.sizes.set(part, (this.sizes.get(part) ?? 0) + 1);
    return part;
  }

  parts(): Readonly<Record<string, { readonly customers: number; readonly revenue: string }>> {
    const names = [...new Set([...this.sizes.keys(), ...this.revenue.keys()])].sort();
    return Object.fromEntries(
      names.map((name) => [
        name,
        { customers: this.sizes.get(name) ?? 0, revenue: formatDecimal(this.revenue.get(name) ?? 0n) },
      ]),
    );
  }
}
