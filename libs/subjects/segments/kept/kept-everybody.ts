import { journalId } from '#figures/journal/journal-documents.js';
import { DISORDER } from '#figures/journal/since.js';
import type { Views } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import type { CustomerContext } from '../../customers/customer-card.js';
import type { Policies } from '../../policies/policy.js';
import type { About } from '../attributes-said.js';
import type { Others } from '../customer-on.js';
import { OF_EVERYBODY } from '../names.js';
import { everybodyOn } from '../others.js';
import { looksAt } from './changed.js';

/** The end of a day, and the last day of which everything that is recorded counts. */
export interface Then {
  readonly day: number;
  readonly known: number;
}

/** What was told of everybody, of the last days that were asked about: as large as everybody where it is estimated. */
const MOST = 4;

/** What is told of everybody as of days that are over, kept from one question to the next. It is lost with the process. */
export class KeptEverybody {
  private readonly found = new Map<string, Others>();

  get(key: string): Others | undefined {
    return this.found.get(key);
  }

  /** The last that was put comes last. */
  put(key: string, others: Others): void {
    this.found.set(key, others);
    for (const old of [...this.found.keys()].slice(0, -MOST)) this.found.delete(old);
  }
}

interface On extends CustomerContext {
  readonly views: Views;
  readonly step: Step;
  /** Absent where nobody keeps it. */
  readonly everybody?: KeptEverybody;
}

/** What of some rules is told of everybody together at the end of a day, by all that was recorded by the end of another. */
export async function everybodyThen(rules: readonly About[], { day, known }: Then, on: On): Promise<Others> {
  const isKept = on.everybody !== undefined && (await isOver(known, on));
  const names = OF_EVERYBODY.filter((name) => rules.some((rule) => rule.isAbout([name])));
  const key = [day, known, ...names, policiesInWords(on.policies)].join(' ');
  const before = isKept ? on.everybody.get(key) : undefined;
  if (before !== undefined) return before;
  const facts = { knownAt: { day: known }, views: on.views, context: on, step: on.step };
  const others = await everybodyOn(rules, [day], facts);
  if (isKept) on.everybody.put(key, others);
  return others;
}

/** Whether all that is recorded on a day is there, however the clocks of those who record differ. */
async function isOver(day: number, { views, calendar }: Pick<On, 'views' | 'calendar'>): Promise<boolean> {
  const { position } = await looksAt(views);
  const [last] = await views.find('journal', { descending: true, after: journalId(position + 1), limit: 1 });
  const { recordedAt = '' } = (last?.body ?? {}) as { readonly recordedAt?: string };
  return Date.parse(recordedAt) >= Date.parse(calendar.startOf(day + 1)) + DISORDER;
}

/** The same where they are. */
export function policiesInWords(policies: Policies): string {
  return JSON.stringify(policies, (_key, value: unknown) => (typeof value === 'bigint' ? `${String(value)}n` : value));
}
