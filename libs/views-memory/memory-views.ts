import { compareText } from '#kernel/compare.js';
import { addedUp, compareRows } from '#kernel/ports/rows.js';
import { placesIn } from './places-in.js';
import { worthIn } from './worth-in.js';
import type { Step } from '#kernel/step.js';
import type { AuditableViews, Batch, Cell, Document, Find, Sums } from '#kernel/ports/views.js';
import type { Row, SeriesSchema, SumRequest, ViewSchema, Window } from '#kernel/ports/views-schema.js';

/** The read models in memory: the readable reference of what every adapter does. Facts are a list, every answer a scan of it. */
export class MemoryViews implements AuditableViews {
  private readonly facts = new Map<string, Row[]>();
  private readonly documents = new Map<string, Map<string, Document>>();
  private readonly checkpoints = new Map<number, number>();

  constructor(readonly schema: ViewSchema) {
    for (const { name } of schema.series) this.facts.set(name, []);
    for (const { name } of schema.collections) this.documents.set(name, new Map());
  }

  async apply(batch: Batch): Promise<'applied' | 'stale'> {
    if ((this.checkpoints.get(batch.shard) ?? 0) !== batch.from) return 'stale';
    for (const fact of batch.facts) this.rows(fact.series).push(fact);
    for (const { collection, document } of batch.documents) {
      if (document.body === null) this.collection(collection).delete(document.id);
      else this.collection(collection).set(document.id, document);
    }
    this.checkpoints.set(batch.shard, batch.to);
    return 'applied';
  }

  async checkpoint(shard: number): Promise<number> {
    return this.checkpoints.get(shard) ?? 0;
  }

  async sums(requests: readonly SumRequest[], step?: Step): Promise<Sums> {
    const position = this.checkpoints.size === 0 ? 0 : Math.min(...this.checkpoints.values());
    const cells = requests.map((request) => {
      step?.();
      return this.sum(request);
    });
    return { position, cells };
  }

  async firstDay(series: readonly string[]): Promise<number | undefined> {
    const first = Math.min(...series.flatMap((name) => this.rows(name).map((row) => row.valid)));
    return first === Infinity ? undefined : first;
  }

  async get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    return ids.flatMap((id) => this.collection(collection).get(id) ?? []);
  }

  async find(
    collection: string,
    { where = {}, contains, after, descending = false, limit }: Find,
  ): Promise<readonly Document[]> {
    const found = [...this.collection(collection).values()].filter(
      ({ id, fields }) =>
        Object.entries(where).every(([field, value]) => fields[field] === value) &&
        (contains === undefined || (fields[contains.field] ?? '').includes(contains.text)) &&
        (after === undefined || compareText(id, after) === (descending ? -1 : 1)),
    );
    found.sort((a, b) => compareText(a.id, b.id));
    return (descending ? found.reverse() : found).slice(0, limit);
  }

  async *dump(series: string): AsyncIterable<Row> {
    yield* addedUp(this.rows(series)).sort(compareRows);
  }

  async close(): Promise<void> {
    // Nothing is held.
  }

  private sum(request: SumRequest): readonly Cell[] {
    const schema = this.schema.series.find(({ name }) => name === request.series) as SeriesSchema;
    const measures = request.measures.map((measure) => Object.keys(schema.measures).indexOf(measure));
    const { places } = request;
    const placed = places && placesIn(this.rows(places.series), places, this.schema, request.recordedTo);
    const valueOf = (row: Row, name: string): string => {
      const place = places?.columns[name];
      if (place !== undefined && row.customer !== '') return placed?.get(row.customer)?.[name] ?? '';
      if (place !== undefined) return row.dimensions[schema.dimensions.indexOf(place.own)] as string;
      if (name === 'customer') return row.customer;
      if (name === 'record') return row.record;
      if (name === 'day') return String(row.valid);
      if (name === 'recorded') return String(row.recorded);
      return row.dimensions[schema.dimensions.indexOf(name)] as string;
    };
    const cells = new Map<string, { window: number; group: string[]; sums: bigint[]; members: Map<string, bigint> }>();
    const add = (row: Row, window: number, { from = Infinity }: Window): void => {
      if (request.markBeforeWindow === true && row.mark >= from) return;
      const group = request.group.map((name) => valueOf(row, name));
      const key = JSON.stringify([window, group]);
      const none = { window, group, sums: measures.map(() => 0n), members: new Map<string, bigint>() };
      const cell = cells.get(key) ?? none;
      cells.set(key, cell);
      cell.sums = cell.sums.map((sum, i) => sum + (row.measures[measures[i] as number] as bigint));
      if (request.distinct === undefined) return;
      const member = row[request.distinct];
      cell.members.set(member, (cell.members.get(member) ?? 0n) + (row.measures[measures[0] as number] as bigint));
    };
    for (const row of this.rowsFor(request, schema)) {
      if (row.recorded > (request.recordedTo ?? Infinity)) continue;
      if (!Object.entries(request.where).every(([name, values]) => values.includes(valueOf(row, name)))) continue;
      for (const [i, window] of request.windows.entries())
        if (row.valid >= (window.from ?? -Infinity) && row.valid <= window.to) add(row, i, window);
    }
    return [...cells.values()]
      .map(({ window, group, sums, members }) => ({
        window,
        group,
        sums: request.distinct === undefined ? sums : [BigInt([...members.values()].filter((sum) => sum > 0n).length)],
      }))
      .filter(({ sums }) => sums.some((sum) => sum !== 0n));
  }

  private rowsFor({ series, worth, recordedTo }: SumRequest, schema: SeriesSchema): readonly Row[] {
    const rows = this.rows(series);
    return worth === undefined ? rows : worthIn(rows, worth, schema, recordedTo);
  }

  private rows(series: string): Row[] {
    const rows = this.facts.get(series);
    if (rows === undefined) throw new Error(`no series ${series} in the schema`);
    return rows;
  }

  private collection(name: string): Map<string, Document> {
    const documents = this.documents.get(name);
    if (documents === undefined) throw new Error(`no collection ${name} in the schema`);
    return documents;
  }
}
