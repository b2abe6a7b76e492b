import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Thread, ThreadDied } from '#engine/threads/thread.js';
import type { IndexData, IndexedVersion, IndexTask, IndexTrouble, ToldIndex } from './index-messages.js';
import { indexStopped } from './index-stopped.js';

/**
 * The thread of a process that has its indexes of facts open; nobody else may open their files. Whoever has a question takes a port, in
 * whatever thread it is: what it asks over it is about one state, and closing the port ends the work.
 */
export class IndexThread {
  private readonly thread: Thread<IndexTask, IndexTrouble, ToldIndex>;
  private behind: string | undefined;

  constructor(data: IndexData, onError: (error: unknown) => void) {
    this.thread = new Thread({
      what: 'the index of the facts',
      file: new URL('./index.worker.js', import.meta.url),
      data,
      onSaid: ({ trouble }) => (this.behind = trouble),
      onError,
    });
    this.thread.start().catch(() => undefined);
  }

  /** Why it cannot be asked, or answers late, in a sentence; undefined when all is well. */
  get trouble(): string | undefined {
    return this.thread.trouble ?? this.behind;
  }

  /** For one question; to be given to an `IndexClient` in whatever thread. It is closed where the thread is dead, or dies. */
  port(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    if (!this.thread.tell({ kind: 'port', port: port2 }, [port2])) port2.close();
    return port1;
  }

  /** A version has grown: its index follows, so that the next question finds it warm. */
  grown(version: IndexedVersion): void {
    this.thread.tell({ kind: 'grown', version });
  }

  /** Has an index follow at once; resolves with the position it covers. @throws Problem `views-unavailable` @throws StoreAway */
  follow(version: IndexedVersion): Promise<number> {
    return this.reach({ kind: 'follow', version });
  }

  /**
   * Has an index take over what there is now, once for all who ask meanwhile; resolves with a position for `IndexClient.of`. A question that
   * has it done before it takes a thread does not keep that thread from others, who would have to wait for the same.
   * @throws Problem `views-unavailable`, and what keeps the index from it: whoever asks it something is told too
   */
  cover(version: IndexedVersion): Promise<number> {
    return this.reach({ kind: 'cover', version });
  }

  /** A version is about to be removed; nobody asks about it any more. Resolves when its index is not open. */
  async forget(version: IndexedVersion): Promise<void> {
    await this.thread.ask({ kind: 'forget', version }).catch((error: unknown) => {
      // A dead thread has nothing open.
      if (!(error instanceof ThreadDied)) throw error;
    });
  }

  close(): Promise<void> {
    return this.thread.stop();
  }

  private async reach(task: IndexTask): Promise<number> {
    try {
      return await this.thread.ask<number>(task);
    } catch (error) {
      throw error instanceof ThreadDied ? indexStopped() : error;
    }
  }
}
