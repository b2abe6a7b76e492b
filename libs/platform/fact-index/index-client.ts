import { SocketClient, SocketClosed } from '#engine/processes/socket-client.js';
import { columnSums } from '#kernel/ports/cell-columns.js';
import type { FactState } from '#kernel/ports/fact-index.js';
import type { Sums } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import type { ColumnsTold, FactQuestion, IndexedVersion, SessionOver } from './index-messages.js';
import { indexStopped } from './index-stopped.js';

/** Milliseconds between looks at whether anybody still waits for an answer. */
const LOOK = 25;

type Socket = SocketClient<FactQuestion, SessionOver>;

/** The way of a thread to the process that has the indexes open: one socket for all its questions, another where that process is another. */
export class IndexLink {
  private current: { readonly path: string; readonly socket: Socket } | undefined;
  private sessions = 0;

  /** For one question of a caller. @param path of `IndexProcess.asking` */
  session(path: string): IndexClient {
    if (this.current?.path !== path || this.current.socket.isClosed) {
      this.close();
      this.current = { path, socket: new SocketClient(path) };
    }
    return new IndexClient(this.current.socket, ++this.sessions);
  }

  close(): void {
    this.current?.socket.close();
  }
}

/** Asks the process that has the indexes open, for one question of a caller: all parts about a version are answered from one state of it. */
export class IndexClient {
  private readonly waiting = new Set<AbortController>();

  constructor(
    private readonly socket: Socket,
    private readonly session: number,
  ) {}

  /** @param covering a position that the state has to reach; all there is unless given */
  of(version: IndexedVersion, covering?: number): FactState {
    const about = { session: this.session, version, covering };
    return {
      sums: async (requests: readonly SumRequest[], step: Step = () => undefined): Promise<Sums> => {
        const { position, columns } = await this.ask<ColumnsTold>({ kind: 'sums', ...about, requests }, step);
        return columnSums(position, columns, step);
      },
      firstDay: (series, step) => this.ask<number | undefined>({ kind: 'firstDay', ...about, series }, step),
    };
  }

  /** Nobody waits for anything any more. */
  close(): void {
    for (const gone of this.waiting) gone.abort();
    this.socket.tell({ session: this.session });
  }

  /** @throws Problem `views-unavailable` where the process is dead, or dies before it has answered; what the step throws */
  private async ask<Answer>(question: FactQuestion, step: Step = () => undefined): Promise<Answer> {
    step();
    const gone = new AbortController();
    this.waiting.add(gone);
    const timer = setInterval(() => {
      try {
        step();
      } catch (error) {
        gone.abort(error);
      }
    }, LOOK);
    try {
      return await this.socket.ask<Answer>(question, gone.signal);
    } catch (error) {
      throw error instanceof SocketClosed ? indexStopped() : error;
    } finally {
      this.waiting.delete(gone);
      clearInterval(timer);
    }
  }
}
