import { JOURNAL } from '#figures/journal/journal-documents.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Ground } from '#kernel/projection.js';
import { reasonOf } from '#kernel/undecodable.js';
import { Unfoldable } from '#kernel/unfoldable.js';
import type { PlacedEffect } from '../timeline/entry.js';

/** What an event meant that was recorded before; undefined where it meant nothing. @throws Error where it cannot be understood */
export type PlacedOf = (event: RecordedEvent) => PlacedEffect | undefined;

/**
 * All that happened before a position to a customer, and to all whom merges ever joined with it, directly or by way of others, in the order of
 * the log: whose shard they are of makes no difference, nor how far that is followed.
 * @param own effects that the read models do not have yet, the last of them at that position
 * @throws Unfoldable where some of it cannot be understood
 */
export async function mergedEvents(
  id: string,
  own: readonly PlacedEffect[],
  ground: Ground,
  placedOf: PlacedOf,
): Promise<{ readonly customers: ReadonlySet<string>; readonly effects: readonly PlacedEffect[] }> {
  const before = own.at(-1)?.position ?? 0;
  const ofBatch = Map.groupBy(own, ({ customer }) => customer ?? '');
  const customers = new Set<string>();
  const effects = new Map<number, PlacedEffect>();
  for (let next = [id]; next.length > 0;) {
    for (const customer of next) customers.add(customer);
    const found = await eventsOf(next, before, ground, placedOf);
    for (const effect of [...found, ...next.flatMap((customer) => ofBatch.get(customer) ?? [])])
      effects.set(effect.position, effect);
    const named = [...effects.values()].flatMap(({ merge }) =>
      merge === undefined ? [] : [merge.merged, merge.into, merge.survivor],
    );
    next = [...new Set(named)].filter((customer) => !customers.has(customer));
  }
  return { customers, effects: [...effects.values()].sort((a, b) => a.position - b.position) };
}

async function eventsOf(
  customers: readonly string[],
  before: number,
  ground: Ground,
  placedOf: PlacedOf,
): Promise<readonly PlacedEffect[]> {
  // First what other shards have yet to take: what they take meanwhile is found twice then, and not missed.
  const events = [...((await ground.elsewhere?.(customers, before)) ?? [])];
  for (const customer of customers) for await (const event of journalOf(customer, before, ground)) events.push(event);
  return events.flatMap((event) => placed(event, placedOf) ?? []);
}

/** Customers who are one stand as they were before the first event of theirs that cannot be understood: who folds a later one waits, too. */
function placed(event: RecordedEvent, placedOf: PlacedOf): PlacedEffect | undefined {
  try {
    return placedOf(event);
  } catch (error) {
    const { type, position, key } = event;
    const which = `the event ${type} at position ${String(position)} of ${key}, who is merged with it`;
    throw new Unfoldable(`${which}, cannot be decoded: ${reasonOf(error)}`, { cause: error });
  }
}

const PAGE = 500;

async function* journalOf(customer: string, before: number, ground: Ground): AsyncIterable<RecordedEvent> {
  for (let after: string | undefined; ;) {
    const page = await ground.find(JOURNAL, {
      where: { customer },
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    for (const { body } of page) {
      const event = body as object as RecordedEvent;
      if (event.position >= before) return;
      // The journal finds those too that only name it.
      if (event.key === customer) yield event;
    }
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}
