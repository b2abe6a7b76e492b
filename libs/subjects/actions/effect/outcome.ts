import type { JournalEntry } from '#figures/journal/journal.js';
import { daysOf, type Goal } from '../../automations/goal.js';
import type { CustomerContext } from '../../customers/customer-card.js';
import { familyIn } from '../../customers/merging/journals.js';
import { doneIn, type Done } from './done.js';
import { isAnswerTo } from './named-as-campaign.js';

/** What is measured: of an automation, by its goal, as of the end of a business day. */
export interface Measuring {
  readonly automation: string;
  /** Absent where only what names the automation is measured. */
  readonly goal: Goal | undefined;
  readonly asOf: number;
}

/** What became of a customer after an automation first acted on it, or would have but for holding it out. */
export interface Outcome {
  readonly isActed: boolean;
  /** In the days that count; absent where those are not over, or no goal says how many they are. */
  readonly made?: Made;
  /** What it did up to asOf that names the automation as its campaign. */
  readonly answered: Done;
}

/** What a customer made of its days. */
interface Made {
  readonly isReached: boolean;
  /** In millionths of the base currency. */
  readonly revenue: bigint;
}

/**
 * From the moment of the first decision about it, or about any who is one with it, after which the days count, to the end of the last of them. What is given back of what was bought
 * then counts on whatever day up to asOf it is.
 * @param journal what was known of the customer and all whom merges ever joined with it, in the order of the log @returns undefined where nothing was decided by then
 */
export function outcomeOf(
  customer: string,
  journal: readonly JournalEntry[],
  { automation, goal, asOf }: Measuring,
  context: CustomerContext,
): Outcome | undefined {
  const { calendar } = context;
  const { members } = familyIn(customer, journal);
  const first = journal.find((entry) => isDecision(entry, automation, members));
  const day = first === undefined ? Infinity : calendar.dayOf(first.recordedAt);
  if (first === undefined || day > asOf) return undefined;
  const isActed = first.type === 'ActionTaken';
  const doneBy = (end: number, counts: (entry: JournalEntry) => boolean = () => true): Done => {
    const isIn = ({ occurredAt }: JournalEntry): boolean =>
      occurredAt > first.recordedAt && calendar.dayOf(occurredAt) <= end;
    return doneIn(customer, journal, { counts: (entry) => isIn(entry) && counts(entry), asOf }, context);
  };
  const answered = doneBy(asOf, (entry) => isAnswerTo(automation, entry));
  if (goal === undefined) return { isActed, answered };
  const last = day + daysOf(goal);
  return last > asOf ? { isActed, answered } : { isActed, answered, made: madeIn(doneBy(last), goal) };
}

/** Whether it is a decision to act, or not to act on somebody for the comparison alone. */
function isDecision({ type, data }: JournalEntry, automation: string, customers: readonly string[]): boolean {
  if (data['automation'] !== automation || !customers.some((one) => one === data['customer'])) return false;
  return type === 'ActionTaken' || (type === 'ActionSkipped' && data['reason'] === 'hold-out');
}

function madeIn({ hasBought, wasInTouch, revenue }: Done, { metric }: Goal): Made {
  const isReached = { orders: hasBought, revenue: revenue > 0n, interactions: wasInTouch };
  return { isReached: isReached[metric], revenue };
}
