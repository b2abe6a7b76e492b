import { builtProgram } from '#kernel/checkout.js';
import { Problem } from '#kernel/problem.js';
import { Thread, ThreadDied } from '#engine/threads/thread.js';
import type { Batch, Document, Find, ViewStore } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';

/** A version of the read models in a data folder. */
export interface VersionFiles {
  readonly folder: string;
  readonly name: string;
}

export interface ReaderData extends VersionFiles {
  readonly schema: ViewSchema;
}

export type Question =
  | { readonly kind: 'checkpoint'; readonly shard: number }
  | { readonly kind: 'get'; readonly collection: string; readonly ids: readonly string[] }
  | { readonly kind: 'find'; readonly collection: string; readonly find: Find };

/**
 * Documents of read models read in a thread of their own: every method asks it and waits. It never writes. While the thread is dead and being started
 * again, every method rejects with the Problem `views-unavailable`.
 */
export class ThreadedViews implements ViewStore {
  private readonly thread: Thread<Question>;

  constructor(
    files: VersionFiles,
    readonly schema: ViewSchema,
    onError: (error: unknown) => void,
  ) {
    const data: ReaderData = { ...files, schema };
    const file = builtProgram('libs/platform/views-thread/views.worker');
    this.thread = new Thread({ what: 'the reader of the read models', file, data, onError });
    this.thread.start().catch(() => undefined);
  }

  /** Why it cannot be asked at the moment, in a sentence; undefined when it can. */
  get trouble(): string | undefined {
    return this.thread.trouble;
  }

  apply(_batch: Batch): Promise<'applied' | 'stale'> {
    return Promise.reject(new Error('these read models were opened for reading only'));
  }

  checkpoint(shard: number): Promise<number> {
    return this.ask({ kind: 'checkpoint', shard });
  }

  get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    return this.ask({ kind: 'get', collection, ids });
  }

  find(collection: string, find: Find): Promise<readonly Document[]> {
    return this.ask({ kind: 'find', collection, find });
  }

  close(): Promise<void> {
    return this.thread.stop();
  }

  private async ask<Answer>(question: Question): Promise<Answer> {
    try {
      return await this.thread.ask<Answer>(question);
    } catch (error) {
      if (!(error instanceof ThreadDied)) throw error;
      throw new Problem('views-unavailable', `${error.message}: ask again in a moment`);
    }
  }
}
