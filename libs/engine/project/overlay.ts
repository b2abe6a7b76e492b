import type { RecordedEvent } from '#kernel/event.js';
import type { Changes, Ground } from '#kernel/projection.js';
import { FactTable } from '../batch/fact-table.js';
import { compareText } from '#kernel/compare.js';
import type { Batch, Document } from '#kernel/ports/views.js';

/** Read models as they will be when the changes of a batch in the making are applied: what the rest of the batch is projected on. */
export class Overlay implements Ground {
  readonly facts = new FactTable();
  private readonly put = new Map<string, Map<string, Document>>();

  constructor(private readonly below: Ground) {}

  add({ facts, documents }: Changes): void {
    this.facts.addAll(facts);
    for (const { collection, document } of documents) {
      const known = this.put.get(collection) ?? new Map<string, Document>();
      this.put.set(collection, known.set(document.id, document));
    }
  }

  /** The last of each id. */
  get documents(): Batch['documents'] {
    return [...this.put].flatMap(([collection, put]) =>
      [...put.values()].map((document) => ({ collection, document })),
    );
  }

  async get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    const put = this.put.get(collection);
    if (put === undefined) return this.below.get(collection, ids);
    const stored = await this.below.get(
      collection,
      ids.filter((id) => !put.has(id)),
    );
    const own = ids.flatMap((id) => put.get(id) ?? []).filter(({ body }) => body !== null);
    return [...stored, ...own];
  }

  async elsewhere(keys: readonly string[], before: number): Promise<readonly RecordedEvent[]> {
    return (await this.below.elsewhere?.(keys, before)) ?? [];
  }

  /** By equal fields and id, ascending. */
  async find(collection: string, find: Parameters<Ground['find']>[1]): Promise<readonly Document[]> {
    const put = this.put.get(collection);
    if (put === undefined) return this.below.find(collection, find);
    const { where = {}, after, limit } = find;
    // What is put may take the place of what is found: a page is cut from both.
    const stored = await this.below.find(collection, { ...find, limit: limit + put.size });
    const own = [...put.values()].filter(
      ({ id, fields, body }) =>
        body !== null &&
        (after === undefined || compareText(id, after) > 0) &&
        Object.entries(where).every(([field, value]) => fields[field] === value),
    );
    const all = [...stored.filter(({ id }) => !put.has(id)), ...own];
    return all.sort((a, b) => compareText(a.id, b.id)).slice(0, limit);
  }
}
