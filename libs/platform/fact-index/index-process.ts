import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Process } from '#engine/processes/process.js';
import { ThreadDied } from '#engine/threads/restarted.js';
import { builtProgram } from '#kernel/checkout.js';
import { IndexLink, type IndexClient } from './index-client.js';
import {
  keyOf,
  type IndexData,
  type IndexedVersion,
  type IndexSaid,
  type IndexTask,
  type ToldIndex,
} from './index-messages.js';
import { indexStopped, isIndexStopped } from './index-stopped.js';

/** Milliseconds from the death of the process in which questions wait for the next one. */
const PATIENCE = 4_000;
const RESTART_AFTER = [100, 500, 2_000, 5_000] as const;

/** What is counted of it. */
export interface IndexCounts {
  /** It has ended by itself. */
  readonly died: () => void;
  /** A question that it was asked meanwhile was asked once more. */
  readonly askedAgain: () => void;
}

const UNCOUNTED: IndexCounts = { died: () => undefined, askedAgain: () => undefined };

/**
 * The process beside this one that has its indexes of facts open: whatever becomes of it, this one goes on, and it is started again. Nobody
 * else may open their files. Whoever has a question asks at its socket, in whatever thread it is.
 */
export class IndexProcess {
  private readonly process: Process<IndexTask, IndexSaid, ToldIndex>;
  private readonly sockets = mkdtempSync(join(tmpdir(), 'tally-'));
  private readonly link = new IndexLink();
  /** Versions that grow: a process that is started again opens them before anybody asks. */
  private readonly growing = new Map<string, IndexedVersion>();
  private socket = join(this.sockets, 'none yet');
  private behind: string | undefined;

  constructor(
    data: Omit<IndexData, 'sockets'>,
    onError: (error: unknown) => void,
    private readonly counts = UNCOUNTED,
  ) {
    this.process = new Process({
      what: 'the index of the facts',
      file: builtProgram('libs/platform/fact-index/index.process'),
      data: { ...data, sockets: this.sockets },
      // It finds what this process would: certificates of stores, time zones.
      env: process.env,
      onSaid: (said) => this.said(said),
      onError,
      onDeath: counts.died,
      restartAfter: RESTART_AFTER,
    });
    this.process.start().catch(() => undefined);
  }

  /** Why it cannot be asked, or answers late, in a sentence; undefined when all is well. */
  get trouble(): string | undefined {
    return this.process.trouble ?? this.behind;
  }

  /**
   * Has work done that may ask it, and once more where it was dead for that and lives again soon.
   * @param ask is given the path of its socket, for an `IndexLink` in whatever thread
   * @throws Problem `views-unavailable` where it is dead for longer; what the work throws
   */
  asking<Answer>(ask: (socket: string) => Promise<Answer>): Promise<Answer> {
    return this.again(() => ask(this.socket), isIndexStopped);
  }

  /** The same for work of this thread. */
  asked<Answer>(ask: (client: IndexClient) => Promise<Answer>): Promise<Answer> {
    return this.asking(async (socket) => {
      const client = this.link.session(socket);
      return ask(client).finally(() => client.close());
    });
  }

  /** A version has grown: its index follows, so that the next question finds it warm. */
  grown(version: IndexedVersion): void {
    this.growing.set(keyOf(version), version);
    this.process.tell({ version });
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
    this.growing.delete(keyOf(version));
    await this.process.ask({ kind: 'forget', version }).catch((error: unknown) => {
      // A dead process has nothing open.
      if (!(error instanceof ThreadDied)) throw error;
    });
  }

  /** Bytes of memory that it has; undefined where it is dead. */
  async memory(): Promise<number | undefined> {
    return this.process.ask<number>({ kind: 'memory' }).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.link.close();
    await this.process.stop();
    rmSync(this.sockets, { recursive: true, force: true });
  }

  private said(said: IndexSaid): void {
    if (said.kind === 'trouble') {
      this.behind = said.trouble;
      return;
    }
    this.socket = said.socket;
    this.behind = undefined;
    for (const version of this.growing.values()) this.process.tell({ version });
  }

  private reach(task: IndexTask): Promise<number> {
    return this.again(
      () => this.process.ask<number>(task),
      (error) => error instanceof ThreadDied,
    );
  }

  /** Who does not need it after all is not kept waiting for it. */
  private async again<Answer>(work: () => Promise<Answer>, hasDied: (error: unknown) => boolean): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      if (!hasDied(error)) throw error;
    }
    // Who asked may know of its death before this does: an answer tells that it lives, or none.
    await this.memory();
    await this.alive();
    this.counts.askedAgain();
    try {
      return await work();
    } catch (error) {
      throw hasDied(error) ? indexStopped() : error;
    }
  }

  private async alive(): Promise<void> {
    try {
      await this.process.ready(PATIENCE);
    } catch {
      throw indexStopped();
    }
  }
}
