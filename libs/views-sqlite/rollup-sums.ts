import type { DatabaseSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { CellSums, columnsOf, Windows } from './cells.js';
import type { Dictionary } from './dictionary.js';
import type { SeriesLayout } from './layout.js';
import { CELL_LIMIT, Rollup } from './rollup.js';
import type { RollupStore } from './rollup-store.js';

/** Cells kept over all rollups: about 60 bytes each and as much again for the index. */
const CELLS_KEPT = 8 * CELL_LIMIT;
/** A rollup is stored after this many rows: as many are folded again at most when the reader starts. */
const STORE_AFTER = 50_000;

/** By these there are about as many cells as facts. */
const UNROLLED = ['customer', 'record', 'day'];

/** Answers sums from rollups; undefined where a request needs the facts themselves. */
export class RollupSums {
  private readonly rollups = new LRUCache<string, Rollup>({
    maxSize: CELLS_KEPT,
    maxEntrySize: CELLS_KEPT,
    sizeCalculation: (rollup) => rollup.size + 1,
  });

  constructor(
    private readonly db: DatabaseSync,
    private readonly dictionary: Dictionary,
    private readonly store: RollupStore | undefined,
  ) {}

  /** @param lastRow the newest row number of the series in the snapshot the answer is for */
  answer(layout: SeriesLayout, request: SumRequest, lastRow: number): readonly Cell[] | undefined {
    const names = [...new Set([...Object.keys(request.where), ...request.group])].sort();
    if (request.distinct !== undefined || names.some((name) => UNROLLED.includes(name))) return undefined;
    const columns = names.map((name) => `d_${name}`);
    const rollup = this.rollup(layout, request.markBeforeWindow === true ? [...columns, 'mark'] : columns, lastRow);
    if (rollup.unusable) return undefined;
    return this.scan(layout, request, names, rollup);
  }

  private rollup(layout: SeriesLayout, columns: readonly string[], lastRow: number): Rollup {
    const key = `${layout.table} ${columns.join(' ')}`;
    const rollup = this.rollups.get(key) ?? this.open(key, layout, columns, lastRow);
    rollup.refresh(lastRow);
    if (rollup.upTo - rollup.storedTo >= STORE_AFTER && !rollup.unusable && this.store !== undefined) {
      this.store.save(key, rollup.state());
      rollup.storedTo = rollup.upTo;
    }
    // Put again at every turn: its size may have changed.
    this.rollups.set(key, rollup);
    return rollup;
  }

  private open(key: string, layout: SeriesLayout, columns: readonly string[], lastRow: number): Rollup {
    const rollup = new Rollup(this.db, layout, columns);
    const kept = this.store?.load(key, lastRow);
    if (kept !== undefined) rollup.restore(kept);
    rollup.storedTo = rollup.upTo;
    return rollup;
  }

  private scan(layout: SeriesLayout, request: SumRequest, names: readonly string[], rollup: Rollup): readonly Cell[] {
    const windows = new Windows(request.windows);
    const [valid, recorded, ...dimensions] = rollup.keys as [Int32Array, Int32Array, ...Int32Array[]];
    const filters = this.filters(request, names, dimensions);
    const groups = request.group.map((name) => dimensions[names.indexOf(name)] as Int32Array);
    const marks = request.markBeforeWindow === true ? dimensions[names.length] : undefined;
    const wanted = request.measures.flatMap((name) => columnsOf(layout, name));
    const sums = wanted.map((column) => rollup.sums[layout.measureColumns.indexOf(column)] as Float64Array);
    const cells = new CellSums(sums.length);
    const recordedTo = request.recordedTo ?? Infinity;
    for (let cell = 0; cell < rollup.size; cell++) {
      const day = valid[cell] as number;
      const window = windows.indexOf(day);
      if (window < 0 || (recorded[cell] as number) > recordedTo) continue;
      if (marks !== undefined && (marks[cell] as number) >= windows.fromOf(day)) continue;
      if (!filters.every(({ values, allowed }) => allowed.has(values[cell] as number))) continue;
      const into = cells.at(
        window,
        groups.map((values) => values[cell] as number),
      );
      for (let i = 0; i < sums.length; i++) into[i] = (into[i] as number) + ((sums[i] as Float64Array)[cell] as number);
    }
    return cells.toCells(layout, request, this.dictionary);
  }

  private filters(request: SumRequest, names: readonly string[], dimensions: readonly Int32Array[]) {
    return Object.entries(request.where).map(([name, words]) => ({
      values: dimensions[names.indexOf(name)] as Int32Array,
      allowed: new Set(words.map((word) => this.dictionary.find(word)).filter((id) => id !== undefined)),
    }));
  }
}
