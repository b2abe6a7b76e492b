import type { FactState } from '#kernel/ports/fact-index.js';
import type { Sums } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import { removeViews } from '#views-sqlite/version-files.js';
import type { IndexedVersion, SharedVersion } from './index-messages.js';
import type { IndexProcess } from './index-process.js';

/** What indexes of versions are made with that others keep. */
export interface Indexing {
  readonly index: IndexProcess;
  /** For their files, which go with the process. */
  readonly folder: string;
  /** Told of one that is about to go: nobody else may have it open. */
  readonly forget: (version: IndexedVersion) => Promise<void>;
}

/** How often one was opened in this process: an index belongs to whoever opened it, also where two open one version. */
let opened = 0;

/**
 * The facts of a version that others keep, in an index of this process. Each question is answered from one state, which covers what was
 * followed last: no question waits for the store of the version.
 */
export class SharedFacts implements FactState {
  readonly version: IndexedVersion;
  private reached = 0;

  constructor(
    private readonly indexing: Indexing,
    shared: SharedVersion,
  ) {
    this.version = { folder: indexing.folder, name: `${shared.name}-${String(++opened)}`, shared };
  }

  /** The position that questions are answered from, or a later one. */
  get covered(): number {
    return this.reached;
  }

  /** Takes over what there is; the position that all shards cover. @throws StoreAway @throws Problem `views-unavailable` */
  async follow(): Promise<number> {
    return (this.reached = await this.indexing.index.follow(this.version));
  }

  sums(requests: readonly SumRequest[], step?: Step): Promise<Sums> {
    return this.ask((facts) => facts.sums(requests, step));
  }

  firstDay(series: readonly string[], step?: Step): Promise<number | undefined> {
    return this.ask((facts) => facts.firstDay(series, step));
  }

  /** The index goes with it. */
  async close(): Promise<void> {
    const { folder, name } = this.version;
    await this.indexing.forget(this.version);
    await this.indexing.index.forget(this.version);
    await removeViews(folder, name);
  }

  private ask<Answer>(question: (facts: FactState) => Promise<Answer>): Promise<Answer> {
    return this.indexing.index.asked((client) => question(client.of(this.version, this.reached)));
  }
}
