import { DuckDbFacts } from '#facts-duckdb/duckdb-facts.js';
import { ROOM } from '#facts-duckdb/index-file.js';
import type { ChainedStore, FactState } from '#kernel/ports/fact-index.js';
import { lacking } from '#kernel/ports/lacking.js';
import type { Sums } from '#kernel/ports/views.js';
import { missingIn, type SumRequest } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import { indexFile } from '#views-sqlite/version-files.js';
import type { OpensVersion } from './chained-version.js';
import type { IndexData, IndexedVersion } from './index-messages.js';

type Held = ReturnType<DuckDbFacts['hold']>;

/** An index that is open, of a version whose batches it follows. */
export class OpenIndex {
  private readonly held = new Set<Held>();

  private constructor(
    private readonly store: ChainedStore,
    private readonly facts: DuckDbFacts,
  ) {}

  /** @throws where the version is not there, or cannot be read by this release */
  static of(version: IndexedVersion, opens: OpensVersion, { schema, memory, threads }: IndexData): OpenIndex {
    const { store, chain } = opens(version, schema);
    const room = { ...ROOM, memory, threads };
    const file = indexFile(version.folder, version.name);
    return new OpenIndex(store, new DuckDbFacts(file, store.schema, chain, room));
  }

  /** Whether a question is being answered from it. */
  get isInUse(): boolean {
    return this.held.size > 0;
  }

  follow(): Promise<number> {
    return this.facts.follow();
  }

  /** A state of it, until it is closed. @param covering see `FactIndex.hold` */
  hold(covering?: number): FactState & { close(): Promise<void> } {
    const held = this.facts.hold(covering);
    this.held.add(held);
    const { store } = this;
    return {
      sums: async (requests: readonly SumRequest[], step?: Step): Promise<Sums> => {
        for (const request of requests) {
          const missing = missingIn(store.schema, request);
          if (missing !== undefined) throw lacking(missing, store.isOlder);
        }
        return held.sums(requests, step);
      },
      firstDay: async (series, step) => {
        const missing = series.find((name) => !store.schema.series.some((one) => one.name === name));
        if (missing !== undefined) throw lacking(missing, store.isOlder);
        return held.firstDay(series, step);
      },
      close: async () => {
        await held.close();
        this.held.delete(held);
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.held].map((held) => held.close()));
    await this.facts.close();
    await this.store.close();
  }
}
