import type { Changes, Ground } from '#kernel/projection.js';
import { addedUp } from '#kernel/ports/rows.js';
import type { Batch, Document } from '#kernel/ports/views.js';
import type { Row } from '#kernel/ports/views-schema.js';

/** Read models as they will be when the changes of a batch in the making are applied: what the rest of the batch is projected on. */
export class Overlay implements Ground {
  readonly facts: Row[] = [];
  private readonly put = new Map<string, Map<string, Document>>();

  constructor(private readonly below: Ground) {}

  add({ facts, documents }: Changes): void {
    for (const fact of facts) this.facts.push(fact);
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

  async rowsOf(series: string, customer: string, day: number, upTo: number): Promise<readonly Row[]> {
    const stored = await this.below.rowsOf(series, customer, day, upTo);
    const own = this.facts.filter((row) => row.series === series && row.customer === customer && row.valid === day);
    return own.length === 0 ? stored : addedUp([...stored, ...own.map((row) => ({ ...row, recorded: 0 }))]);
  }
}
