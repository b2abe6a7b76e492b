import type { JournalEntry } from '#figures/journal/journal.js';
import { daysOf, type Goal } from '../../automations/goal.js';
import { historyOf, type CustomerContext } from '../../customers/customer-card.js';
import type { DayTotals, History } from '../../customers/timeline/history.js';

/** What is measured: of an automation, by its goal, as of the end of a business day. */
export interface Measuring {
  readonly automation: string;
  readonly goal: Goal;
  readonly asOf: number;
}

/** What became of a customer after an automation first acted on it, or would have but for holding it out. */
export interface Outcome {
  readonly isActed: boolean;
  /** In the days that count; absent where those are not over. */
  readonly made?: Made;
}

/** What a customer made of its days. */
interface Made {
  readonly isReached: boolean;
  /** In millionths of the base currency. */
  readonly revenue: bigint;
}

/** What customers do that is counted on its own day: voids are dated as what they take back. */
const COUNTED = new Set(['SaleRecorded', 'SaleVoided', 'InteractionLogged', 'InteractionVoided']);

/**
 * From the moment of the first decision, after which the days count, to the end of the last of them. What is given back of what was bought
 * then counts on whatever day up to asOf it is.
 * @param journal what was known of the customer, in the order of the log @returns undefined where nothing was decided by then
 */
export function outcomeOf(
  customer: string,
  journal: readonly JournalEntry[],
  { automation, goal, asOf }: Measuring,
  context: CustomerContext,
): Outcome | undefined {
  const { calendar } = context;
  const first = journal.find((entry) => isDecision(entry, automation));
  const day = first === undefined ? Infinity : calendar.dayOf(first.recordedAt);
  if (first === undefined || day > asOf) return undefined;
  const isActed = first.type === 'ActionTaken';
  const last = day + daysOf(goal);
  if (last > asOf) return { isActed };
  const isIn = ({ occurredAt }: JournalEntry): boolean =>
    occurredAt > first.recordedAt && calendar.dayOf(occurredAt) <= last;
  const sold = new Set(
    journal.filter((entry) => entry.type === 'SaleRecorded' && isIn(entry)).map(({ data }) => data['id']),
  );
  const counted = journal.filter((entry) =>
    entry.type === 'SaleRefunded' ? sold.has(entry.data['id']) : COUNTED.has(entry.type) && isIn(entry),
  );
  return { isActed, made: madeIn(historyOf(customer, counted, context), goal, asOf) };
}

/** Whether it is a decision to act, or not to act on somebody for the comparison alone. */
function isDecision({ type, data }: JournalEntry, automation: string): boolean {
  if (data['automation'] !== automation) return false;
  return type === 'ActionTaken' || (type === 'ActionSkipped' && data['reason'] === 'hold-out');
}

function madeIn({ purchases, refunds, interactions }: History, { metric }: Goal, asOf: number): Made {
  const revenue = amountOf(purchases) - amountOf(refunds.filter(({ day }) => day <= asOf));
  const isReached = { orders: purchases.length > 0, revenue: revenue > 0n, interactions: interactions.length > 0 };
  return { isReached: isReached[metric], revenue };
}

function amountOf(days: readonly DayTotals[]): bigint {
  return days.reduce((sum, { amount }) => sum + amount, 0n);
}
