import { builtProgram } from '#kernel/checkout.js';
import { Problem } from '#kernel/problem.js';
import { Thread, ThreadDied } from '#engine/threads/thread.js';
import type { IndexProcess } from '#platform/fact-index/index-process.js';
import { tooLarge } from './json-answer.js';
import type { LogHead } from '#kernel/ports/log-tree.js';
import type { OnStage } from './asker.js';
import type { Reading, WorkedOut } from './reading.js';
import type { KeysAt } from '#platform/opened-keys.js';
import { fileKey, type ViewFiles } from './stored.js';

/** What the thread works with. */
export interface ReaderData {
  readonly timeZone: string;
  readonly fiscalStart: number;
  readonly currency: string;
  /** What is personal is opened with; undefined where it is kept as it is. */
  readonly keysAt: KeysAt | undefined;
}

/** What a thread says: the position whose head it wants to be told, or the stage that its work has come to. */
export type SaidByReader = { readonly position: string } | { readonly stage: string };

/** What a thread is told: files are about to go, or the head of the log up to a position that it has said. */
export type ToldReader = { readonly gone: string } | ToldHead;

export interface ToldHead {
  readonly position: string;
  readonly head: LogHead | undefined;
}

/** Whom the threads ask. */
interface Asks {
  readonly index: Pick<IndexProcess, 'asking'>;
  readonly heads: { headAt(position: string): Promise<LogHead | undefined> };
  readonly onError: (error: unknown) => void;
}

export interface ThreadReading {
  readonly reading: Reading;
  /** What the index of its read models has reached for it; undefined: that is seen to when it is asked. */
  readonly covering: number | undefined;
  /** Not 0 when nobody waits for the answer any more: a thread that computes hears no message, but it can look. */
  readonly stop: Int32Array<SharedArrayBuffer>;
  /** Where it asks the index of the facts: the path of a socket. */
  readonly socket: string;
}

/**
 * Milliseconds within which a question ends by itself that nobody waits for; after them its thread is ended, so that it is worked on for no
 * longer than 0.2 s. Between two steps there are some hundredths of a second (`test/architecture/mining-steps`).
 */
const GRACE = 150;

/** Who waits for the answer of one question. */
interface Asker {
  readonly signal: AbortSignal;
  readonly onStage?: OnStage | undefined;
}

/** A thread that works out one question at a time; it starts with the first. */
export class ThreadReader {
  private readonly thread: Thread<ThreadReading, SaidByReader, ToldReader>;
  /** Of the question that is worked out. */
  private onStage: OnStage | undefined;
  private isStarted = false;

  /** @param heap megabytes of its own: an answer that needs more ends the thread, not the process */
  constructor(
    what: string,
    data: ReaderData,
    heap: number,
    private readonly asks: Asks,
  ) {
    const { onError } = asks;
    const file = builtProgram('libs/book/reading/reader.worker');
    const onSaid = (said: SaidByReader): void => {
      if ('stage' in said) this.onStage?.(said.stage);
      else void this.tellHead(said.position);
    };
    this.thread = new Thread({ what, file, data, onSaid, onError, heapMegabytes: heap });
  }

  /** Why it cannot be asked at the moment, in a sentence; undefined when it can. */
  get trouble(): string | undefined {
    return this.isStarted ? this.thread.trouble : undefined;
  }

  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.thread.start().catch(() => undefined);
  }

  /**
   * Settles when the thread has really ended the work: within `GRACE` after the signal.
   * @param covering see `ThreadReading`
   * @throws Problem `answer-too-large`, `views-unavailable`
   */
  work(reading: Reading, covering: number | undefined, asker: Asker): Promise<WorkedOut> {
    this.start();
    return this.asks.index.asking((socket) => this.workAt(socket, reading, covering, asker));
  }

  /** Files are about to go. */
  forget(files: ViewFiles): void {
    this.thread.tell({ gone: fileKey(files) });
  }

  close(): Promise<void> {
    return this.thread.stop();
  }

  /** A figure is answered without one where it cannot be found. */
  private async tellHead(position: string): Promise<void> {
    const { heads, onError } = this.asks;
    const head = await heads.headAt(position).catch((error: unknown) => {
      onError(error);
      return undefined;
    });
    this.thread.tell({ position, head });
  }

  private async workAt(
    socket: string,
    reading: Reading,
    covering: number | undefined,
    { signal, onStage }: Asker,
  ): Promise<WorkedOut> {
    signal.throwIfAborted();
    const stop = new Int32Array(new SharedArrayBuffer(4));
    let hard: NodeJS.Timeout | undefined;
    let restarting: Promise<void> | undefined;
    const end = (): void => {
      Atomics.store(stop, 0, 1);
      hard = setTimeout(() => {
        restarting = this.thread.restart();
      }, GRACE);
    };
    signal.addEventListener('abort', end, { once: true });
    this.onStage = onStage;
    try {
      return await this.thread.ask<WorkedOut>({ reading, covering, stop, socket });
    } catch (error) {
      throw error instanceof ThreadDied ? problemOf(error) : error;
    } finally {
      this.onStage = undefined;
      clearTimeout(hard);
      signal.removeEventListener('abort', end);
      await restarting;
    }
  }
}

function problemOf(error: ThreadDied): Problem {
  const { code } = (error.cause ?? {}) as { readonly code?: unknown };
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return tooLarge();
  return new Problem('views-unavailable', `${error.message}: ask again in a moment`);
}
