import type { AnswerDashboardQuery, DashboardAnswer } from '#client/index.js';
import type { Address } from '../address.js';
import { Ahead } from '../asking/ahead.js';
import { server } from '../asking/server.js';
import { clocksIn } from '../book/clocks.js';
import { periodIn } from '../explore/period.js';

type Asks = Pick<AnswerDashboardQuery, 'asOf' | 'knownAt' | 'period'>;

/** What an address asks a dashboard. */
export function asksIn(address: Address): Asks {
  const period = periodIn(address);
  return { ...clocksIn(address), ...(period !== undefined && { period }) };
}

export function keyOf(id: string, asks: Asks): string {
  return JSON.stringify([id, asks]);
}

const ahead = new Ahead<DashboardAnswer>();

/** Asks beside what the page has to know of the book first. */
export function askAhead(id: string, address: Address): void {
  if (id === '' || address.search.has('edit')) return;
  const asks = asksIn(address);
  ahead.ask(keyOf(id, asks), (signal) => server.answerDashboard(id, asks, { signal }));
}

/** @param position of the book as the page knows it: from there on it is told what comes, so that what is older would miss something */
export async function answered(
  id: string,
  asks: Asks,
  position: string,
  signal: AbortSignal,
): Promise<DashboardAnswer> {
  const before = await ahead.taken(keyOf(id, asks), signal);
  if (before !== undefined && (asks.knownAt !== undefined || before.meta.position === position)) return before;
  return server.answerDashboard(id, asks, { signal });
}
