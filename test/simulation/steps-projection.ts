import type { RecordedEvent } from '#kernel/event.js';
import { PARKING } from '#engine/project/parking.js';
import type { Ground, Projection } from '#kernel/projection.js';
import type { Batch } from '#kernel/ports/views.js';
import type { Row, ViewSchema } from '#kernel/ports/views-schema.js';
import type { Guard } from './guards.js';

export const SHARDS = 2;
export const KEYS = ['a', 'b', 'c', 'd'];
/** Values are less. */
export const MOST = 1_000;
export const SCHEMA: ViewSchema = { series: [], collections: [...PARKING] };

/** Whose facts are the steps of the highest value of all keys. */
export const ALL = 'all';

/**
 * A fact is the step from the value a key had to the one it has: state that is read wrong makes facts that are wrong. Another is the step of the
 * highest value of all keys by the log: what other shards have is read wrong, too, where it is.
 */
export class Steps implements Projection<RecordedEvent> {
  readonly schema = SCHEMA;

  constructor(private readonly without?: Guard) {}

  decode(event: RecordedEvent): RecordedEvent {
    return event;
  }

  note(): [] {
    return [];
  }

  reset(): void {
    // Nothing is remembered.
  }

  async project(events: readonly RecordedEvent[], views: Ground): Promise<Pick<Batch, 'facts' | 'documents'>> {
    const values = new Map((await views.get('values', KEYS)).map(({ id, body }) => [id, body as number]));
    const all = await this.saidBefore(events, views);
    const facts = events.flatMap((event) => {
      const { key, position } = event;
      const change = valueOf(event) - (values.get(key) ?? 0);
      values.set(key, valueOf(event));
      return [factOf(key, change), factOf(ALL, highestAt(all, position) - highestAt(all, position - 1))];
    });
    const touched = [...new Set(events.map(({ key }) => key))];
    const documents = touched.map((id) => documentOf('values', id, values.get(id) ?? 0));
    const journal = events.map((event) =>
      documentOf('journal', String(event.position), KEYS.indexOf(event.key) * MOST + valueOf(event)),
    );
    return { facts, documents: [...documents, ...journal] };
  }

  /** Of all shards, those of the batch included. */
  private async saidBefore(events: readonly RecordedEvent[], views: Ground): Promise<readonly Said[]> {
    const before = events.at(-1)?.position ?? 0;
    const told = async (): Promise<readonly Said[]> => {
      const ids = Array.from({ length: before }, (_, i) => String(i + 1));
      const found = await views.get('journal', ids);
      return found.map(({ id, body }) => ({
        position: Number(id),
        key: KEYS[Math.floor((body as number) / MOST)] ?? '',
        value: (body as number) % MOST,
      }));
    };
    const untold = async (): Promise<readonly Said[]> =>
      [...((await views.elsewhere?.(KEYS, before)) ?? []), ...events].map(saidIn);
    const [first, last] =
      this.without === 'other shards are looked at before what they told' ? [told, untold] : [untold, told];
    const said = [...(await first()), ...(await last())];
    return [...new Map(said.map((one) => [one.position, one])).values()].sort((a, b) => a.position - b.position);
  }
}

interface Said {
  readonly position: number;
  readonly key: string;
  readonly value: number;
}

function saidIn(event: RecordedEvent): Said {
  return { position: event.position, key: event.key, value: valueOf(event) };
}

function valueOf({ data }: RecordedEvent): number {
  return data['value'] as number;
}

/** @param said in the order of the log */
function highestAt(said: readonly Said[], position: number): number {
  const known = said.filter((one) => one.position <= position);
  return Math.max(0, ...new Map(known.map(({ key, value }) => [key, value])).values());
}

function factOf(customer: string, change: number): Row {
  const place = { series: 's', valid: 0, recorded: 0, record: '', mark: 0, dimensions: [] };
  return { ...place, customer, measures: [BigInt(change)] };
}

function documentOf(collection: string, id: string, body: number): Batch['documents'][number] {
  return { collection, document: { id, fields: {}, body } };
}
