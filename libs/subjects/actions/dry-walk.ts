import { positionId } from '#kernel/position-id.js';
import { waitOf } from '../automations/automation.js';
import type { ReadOn } from '../read.js';
import { rulesBefore } from './due.js';
import { judgedIn } from './judging.js';
import type { Found, Judged } from './occasions.js';
import { audienceOf } from './triggers/audience.js';
import { eveningsIn } from './triggers/evenings-in.js';
import { eveningsShow } from './triggers/evenings.js';
import { factFound, factsAfter } from './triggers/facts.js';
import { looksAt } from './triggers/looks.js';
import { DISORDER, positionBefore } from '#figures/journal/since.js';
import type { Version, VersionThen } from './versions.js';

/** What is tried: a version, as if it had been there all the time, and the one that began the campaign that it is. */
export interface Tried {
  readonly version: Version;
  readonly begun: Pick<VersionThen, 'position' | 'recordedAt'>;
}

/** Business days on which occasions become known, and the instant up to which they are decided (milliseconds since 1970). */
export interface DaysAsked {
  readonly from: number;
  readonly to: number;
  readonly now: number;
}

/** An occasion, and a text by which it comes before or after others. */
export interface Placed {
  readonly place: string;
  readonly judged: Judged;
}

/** All that a version would decide about of some days, in the order in which it would have. */
export async function* dryWalk(tried: Tried, days: DaysAsked, on: ReadOn): AsyncIterable<Placed> {
  const { rule } = tried.version;
  const judged = walk(tried, { ...days, now: days.now - waitOf(rule) }, on);
  // What is recorded comes in its order; what evenings show, customer by customer.
  if ('fact' in rule.on) {
    yield* judged;
    return;
  }
  const all: Placed[] = [];
  for await (const one of judged) all.push(one);
  yield* all.sort((a, b) => (a.place < b.place ? -1 : 1));
}

async function* walk(tried: Tried, days: DaysAsked, on: ReadOn): AsyncIterable<Placed> {
  const { version } = tried;
  for await (const { judged: all } of judgedIn(version, foundOn(tried, days, on), (found) => [found], on))
    for (const judged of all) yield { place: placeOf(judged), judged };
}

function placeOf({ position, at, customer, id }: Judged): string {
  return position === undefined ? JSON.stringify([at, customer, id]) : positionId(position);
}

async function* foundOn(
  { version: { rule }, begun }: Tried,
  { from, to, now }: DaysAsked,
  on: ReadOn,
): AsyncIterable<Found> {
  const { calendar } = on;
  const isAsked = (at: string): boolean => {
    const day = calendar.dayOf(at);
    return day >= from && day <= to && Date.parse(at) <= now;
  };
  const start = Date.parse(calendar.startOf(from));
  const end = Date.parse(calendar.startOf(to + 1));
  if ('fact' in rule.on) {
    for await (const heard of factsAfter(rule.on.fact, await positionBefore(start, on.views), on)) {
      const { recordedAt: at } = heard.entry;
      if (Date.parse(at) > end + DISORDER) return;
      if (isAsked(at)) yield factFound(heard, on);
    }
    return;
  }
  if ('now' in rule.on) {
    if (isAsked(begun.recordedAt))
      for await (const { found } of audienceOf(begun, rule.on.now, undefined, on)) yield* found;
    return;
  }
  const window = { since: start - 1, until: Math.min(end - 1, now) };
  const looks = await looksAt(rule.on, [...eveningsIn(rule.on, window, calendar)], await rulesBefore(rule.on, on), on);
  for await (const { found } of eveningsShow(looks, undefined, on)) yield* found;
}
