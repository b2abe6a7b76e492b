import type { Views } from '#kernel/ports/views.js';
import { historiesIn } from '../customers/merging/kept-histories.js';
import type { History } from '../customers/timeline/history.js';
import { standingAt } from '../customers/timeline/scan.js';
import type { Stage } from '../customers/timeline/standing.js';
import type { Policies } from '../policies/policy.js';
import type { RetentionRule } from './retention-rules.js';

export interface DueQuestion {
  readonly rules: readonly RetentionRule[];
  readonly today: number;
  /** The id of the customer to begin after. */
  readonly after?: string;
}

/** Customers looked at for one answer. */
export const LOOKED_AT = 5_000;

const STAGES: Readonly<Record<RetentionRule['of'], Stage>> = { leads: 'lead', closed: 'closed', churned: 'churned' };

/** Customers whom a rule has erased, whether they are already or not: those among the next ones, and where to go on (`null` at the end). */
export async function dueAmong(
  { rules, today, after }: DueQuestion,
  views: Pick<Views, 'find' | 'get'>,
  policies: Policies,
): Promise<{ readonly due: readonly string[]; readonly next: string | null }> {
  const found = await views.find('customers', { limit: LOOKED_AT, ...(after !== undefined && { after }) });
  // Who is merged into another lives on as that.
  const histories = await historiesIn(found, views);
  const due = [...histories].filter(([, history]) => rules.some((rule) => isDue(history, rule, today, policies)));
  const last = found.length < LOOKED_AT ? undefined : found.at(-1)?.id;
  return { due: due.map(([id]) => id), next: last ?? null };
}

/** Whether a customer has stood in its stage for so long, and nothing happened to it meanwhile. */
export function isDue(history: History, { of, afterDays }: RetentionRule, today: number, policies: Policies): boolean {
  const since = today - afterDays;
  const stage = STAGES[of];
  if ([since, today].some((day) => standingAt(history, day, policies)?.stage !== stage)) return false;
  const { changes, closings, purchases, refunds, interactions, others } = history;
  const happened = [changes, closings, purchases, refunds, interactions, ...others.values()].flat();
  return !happened.some(({ day }) => day > since);
}
