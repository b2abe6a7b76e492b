import type { ExclusionSaid } from '#figures/exclusions.js';
import type { Family } from '#figures/forest.js';
import type { Json } from '#kernel/event.js';
import { readWhole, writeWhole, type Whole } from '#kernel/whole.js';
import type { Attributes } from '../customer.events.js';
import type { DayTotals, History, Kept, Said } from './history.js';

/** The form in which a history is stored in the `customers` collection. */
export function writeHistory(history: History): Json {
  return {
    ...(history.family !== undefined && { family: { ...history.family } }),
    registered: history.registeredDay ?? null,
    attributes: { ...history.attributes },
    changes: history.changes.map((change) => [change.at, change.day, change.id, { ...change.attributes }]),
    closings: history.closings.map(({ at, day, id, closed, reason }) => [
      ...[at, day, id, closed],
      ...(reason === undefined ? [] : [reason]),
    ]),
    ...(history.overrides.length > 0 && {
      overrides: history.overrides.map(({ id, tier, from, until }) => [
        id,
        tier,
        from,
        until === Infinity ? null : until,
      ]),
    }),
    ...(history.exclusions.length > 0 && { exclusions: history.exclusions.map((one) => ({ ...one })) }),
    purchases: writeDays(history.purchases),
    refunds: writeDays(history.refunds),
    interactions: writeCounts(history.interactions),
    ...(history.touches.length > 0 && { touches: history.touches.map(({ day, at, channel }) => [day, at, channel]) }),
    ...(history.consents.length > 0 && {
      consents: history.consents.map(({ at, day, id, channel, given }) => [at, day, id, channel, given]),
    }),
    ...(history.others.size > 0 && {
      others: Object.fromEntries([...history.others].map(([series, kept]) => [series, kept.map(writeKept)])),
    }),
    ...(history.said.size > 0 && {
      said: Object.fromEntries([...history.said].map(([series, said]) => [series, said.map((one) => ({ ...one }))])),
    }),
  };
}

interface StoredHistory {
  readonly family?: Family;
  readonly registered: number | null;
  readonly attributes: Attributes;
  readonly changes: readonly (readonly [string, number, string, Attributes])[];
  readonly closings: readonly (readonly [string, number, string, boolean, string?])[];
  readonly overrides?: readonly (readonly [string, string, number, number | null])[];
  readonly exclusions?: readonly ExclusionSaid[];
  readonly purchases: StoredDays;
  readonly refunds: StoredDays;
  readonly interactions: readonly number[];
  readonly touches?: readonly (readonly [day: number, at: number, channel: string])[];
  readonly consents?: readonly (readonly [string, number, string, string, boolean])[];
  readonly others?: Readonly<Record<string, readonly StoredKept[]>>;
  readonly said?: Readonly<Record<string, readonly Said[]>>;
}

/** Day, count and amount in millionths by turns: a list for each would take longer than all else that is written. */
type StoredDays = readonly Whole[];

type StoredKept = readonly [day: number, record: string, own: readonly string[], measures: readonly string[]];

export function readHistory(id: string, body: Json): History {
  const stored = body as Json & StoredHistory;
  return {
    id,
    ...(stored.family !== undefined && { family: stored.family }),
    registeredDay: stored.registered ?? undefined,
    attributes: stored.attributes,
    changes: stored.changes.map(([at, day, change, attributes]) => ({ at, day, id: change, attributes })),
    closings: stored.closings.map(([at, day, id, closed, reason]) => ({
      ...{ at, day, id, closed },
      ...(reason !== undefined && { reason }),
    })),
    overrides: (stored.overrides ?? []).map(([override, tier, from, until]) => ({
      ...{ id: override, tier, from },
      until: until ?? Infinity,
    })),
    exclusions: [...(stored.exclusions ?? [])],
    purchases: readDays(stored.purchases),
    refunds: readDays(stored.refunds),
    interactions: readCounts(stored.interactions),
    touches: (stored.touches ?? []).map(([day, at, channel]) => ({ day, at, channel })),
    consents: (stored.consents ?? []).map(([at, day, id, channel, given]) => ({ at, day, id, channel, given })),
    others: new Map(Object.entries(stored.others ?? {}).map(([series, kept]) => [series, kept.map(readKept)])),
    said: new Map(Object.entries(stored.said ?? {}).map(([series, said]) => [series, [...said]])),
  };
}

function writeDays(days: readonly DayTotals[]): Json {
  const stored: Whole[] = [];
  for (const { day, count, amount } of days) stored.push(day, count, writeWhole(amount));
  return stored;
}

function readDays(stored: StoredDays): DayTotals[] {
  const days: DayTotals[] = [];
  for (let i = 0; i < stored.length; i += 3)
    days.push({ day: stored[i] as number, count: stored[i + 1] as number, amount: readWhole(stored[i + 2] as Whole) });
  return days;
}

/** Day and count by turns. */
function writeCounts(days: readonly DayTotals[]): Json {
  const stored: number[] = [];
  for (const { day, count } of days) stored.push(day, count);
  return stored;
}

function readCounts(stored: readonly number[]): DayTotals[] {
  const days: DayTotals[] = [];
  for (let i = 0; i < stored.length; i += 2)
    days.push({ day: stored[i] as number, count: stored[i + 1] as number, amount: 0n });
  return days;
}

function writeKept({ day, record, own, measures }: Kept): Json {
  return [day, record, own, measures.map(String)];
}

function readKept([day, record, own, measures]: StoredKept): Kept {
  return { day, record, own, measures: measures.map(BigInt) };
}
