import { segmentOf, waitOf, type On } from '../automations/automation.js';
import type { ReadOn } from '../read.js';
import { judgedIn } from './judging.js';
import { dueOf, type Found, type Judged } from './occasions.js';
import { rulesOf } from './segment-rules.js';
import { DISORDER, positionBefore } from '#figures/journal/since.js';
import { audienceOf } from './triggers/audience.js';
import { eveningsIn, type Window } from './triggers/evenings-in.js';
import { eveningsShow } from './triggers/evenings.js';
import { factFound, factsAfter } from './triggers/facts.js';
import { looksAt } from './triggers/looks.js';
import { versionAt, type VersionThen } from './versions.js';

/** How far what is due has been gone through: of a version, of what became known at an instant, up to a customer or a position. */
export interface Place {
  readonly version: number;
  readonly at: string;
  readonly last: string;
}

/** What was looked at, and the occasions that it was. */
export interface LookedAt {
  readonly place: Place;
  readonly judged: readonly Judged[];
}

/**
 * What an automation decides in a time by the clock: what becomes known with the end of a day or at a time, and all that has to wait.
 * @param from where to go on
 */
export async function* dueIn(
  versions: readonly VersionThen[],
  { since, until }: Window,
  from: Place | undefined,
  on: ReadOn,
): AsyncIterable<LookedAt> {
  for (const version of versions) {
    const wait = waitOf(version.rule);
    if (from !== undefined && version.version < from.version) continue;
    const resumed = from?.version === version.version ? from : undefined;
    const known = { since: since - wait, until: until - wait };
    // By its own version, which is switched off where the one is that there is when its time has come.
    const isOn = ({ at }: Found): boolean => versionAt(versions, dueOf(version.rule, at))?.rule.enabled === true;
    const all = foundIn(version, known, resumed, on);
    for await (const { of, judged } of judgedIn(version, all, ({ found }) => found, on, isOn))
      yield { place: { version: version.version, at: of.at, last: of.last }, judged };
  }
}

interface FoundAt {
  readonly at: string;
  readonly last: string;
  readonly found: Iterable<Found>;
}

async function* foundIn(
  version: VersionThen,
  window: Window,
  from: Place | undefined,
  on: ReadOn,
): AsyncIterable<FoundAt> {
  const { rule } = version;
  const isThen = (at: string): boolean =>
    version.recordedAt <= at && (version.until === undefined || at < version.until);
  const isIn = (at: string): boolean => Date.parse(at) > window.since && Date.parse(at) <= window.until;
  if ('fact' in rule.on) {
    if (rule.wait !== undefined) yield* factsIn(version, rule.on.fact, { ...window, isIn }, from, on);
    return;
  }
  if ('now' in rule.on) {
    const { recordedAt: at } = version;
    if (rule.wait === undefined || !version.begins || !isIn(at)) return;
    for await (const { customer, found } of audienceOf(version, rule.on.now, from?.last, on))
      yield { at, last: customer.id, found };
    return;
  }
  const rules = await rulesBefore(rule.on, on);
  for (const evening of eveningsIn(rule.on, window, on.calendar)) {
    const { at } = evening;
    if (!isThen(at) || (from !== undefined && at < from.at)) continue;
    const looks = await looksAt(rule.on, [evening], rules, on);
    const after = from?.at === at ? from.last : undefined;
    for await (const { customer, found } of eveningsShow(looks, after, on)) yield { at, last: customer.id, found };
  }
}

async function* factsIn(
  { position: begun, untilPosition }: VersionThen,
  fact: Extract<On, { readonly fact: unknown }>['fact'],
  { since, until, isIn }: Window & { readonly isIn: (at: string) => boolean },
  from: Place | undefined,
  on: ReadOn,
): AsyncIterable<FoundAt> {
  const after = from === undefined ? Math.max(begun, await positionBefore(since, on.views)) : Number(from.last);
  for await (const heard of factsAfter(fact, after, on)) {
    const { recordedAt: at } = heard.entry;
    if (heard.position > untilPosition || Date.parse(at) > until + DISORDER) return;
    yield { at, last: String(heard.position), found: isIn(at) ? [await factFound(heard, on)] : [] };
  }
}

/** Of the segment that a trigger is about; of none where it is about none. */
export async function rulesBefore(on: On, { views }: Pick<ReadOn, 'views'>): ReturnType<typeof rulesOf> {
  const segment = segmentOf(on);
  return segment === undefined ? () => undefined : rulesOf(segment.id, { views });
}
