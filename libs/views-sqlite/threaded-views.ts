import { Worker } from 'node:worker_threads';
import type { Batch, Cell, Document, Find, Views } from '#kernel/views.port.js';
import type { Row, SumRequest, ViewSchema } from '#kernel/views.schema.js';

export interface ReaderData {
  readonly file: string;
  readonly schema: ViewSchema;
}

type Question =
  | { readonly kind: 'sums'; readonly requests: readonly SumRequest[] }
  | { readonly kind: 'checkpoint'; readonly shard: number }
  | { readonly kind: 'firstDay'; readonly series: readonly string[] }
  | {
      readonly kind: 'rowsOf';
      readonly series: string;
      readonly customer: string;
      readonly day: number;
      readonly upTo: number;
    }
  | { readonly kind: 'get'; readonly collection: string; readonly ids: readonly string[] }
  | { readonly kind: 'find'; readonly collection: string; readonly find: Find };

export interface Asked {
  readonly id: number;
  readonly question: Question;
}

interface Answered {
  readonly id: number;
  readonly answered?: unknown;
  readonly error?: unknown;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Read models read in a thread of their own (compiled code only): every method asks it and waits. It never writes. */
export class ThreadedViews implements Views {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;

  constructor(
    file: string,
    readonly schema: ViewSchema,
  ) {
    this.worker = new Worker(new URL('./reader.worker.js', import.meta.url), { workerData: { file, schema } });
    this.worker.on('message', (answered: Answered) => this.settle(answered));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new Error('the reader of the read models has ended')));
  }

  apply(_batch: Batch): Promise<'applied' | 'stale'> {
    return Promise.reject(new Error('these read models were opened for reading only'));
  }

  checkpoint(shard: number): Promise<number> {
    return this.ask({ kind: 'checkpoint', shard });
  }

  sums(requests: readonly SumRequest[]): Promise<{ position: number; cells: readonly (readonly Cell[])[] }> {
    return this.ask({ kind: 'sums', requests });
  }

  firstDay(series: readonly string[]): Promise<number | undefined> {
    return this.ask({ kind: 'firstDay', series });
  }

  rowsOf(series: string, customer: string, day: number, upTo: number): Promise<readonly Row[]> {
    return this.ask({ kind: 'rowsOf', series, customer, day, upTo });
  }

  get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    return this.ask({ kind: 'get', collection, ids });
  }

  find(collection: string, find: Find): Promise<readonly Document[]> {
    return this.ask({ kind: 'find', collection, find });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private ask<Answer>(question: Question): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const id = ++this.asked;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, question } satisfies Asked);
    });
  }

  private settle({ id, answered, error }: Answered): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) waiting?.resolve(answered as never);
    else waiting?.reject(error);
  }

  private fail(error: unknown): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
