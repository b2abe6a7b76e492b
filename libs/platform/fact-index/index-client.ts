import type { MessagePort } from 'node:worker_threads';
import { PortClient, PortClosed } from '#engine/threads/port-client.js';
import type { FactState } from '#kernel/ports/fact-index.js';
import type { Sums } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import type { FactQuestion, IndexedVersion } from './index-messages.js';
import { indexStopped } from './index-stopped.js';

/** Milliseconds between looks at whether anybody still waits for an answer. */
const LOOK = 25;

/** Asks the thread that has the indexes open, for one question of a caller: all parts about a version are answered from one state of it. */
export class IndexClient {
  private readonly port: PortClient<FactQuestion>;

  /** @param port of `IndexThread.port`, also in another thread */
  constructor(port: MessagePort) {
    this.port = new PortClient(port);
  }

  /** @param covering a position that the state has to reach; all there is unless given */
  of(version: IndexedVersion, covering?: number): FactState {
    const about = { version, covering };
    return {
      sums: (requests: readonly SumRequest[], step?: Step) =>
        this.ask<Sums>({ kind: 'sums', ...about, requests }, step),
      firstDay: (series, step) => this.ask<number | undefined>({ kind: 'firstDay', ...about, series }, step),
    };
  }

  /** Nobody waits for anything any more. */
  close(): void {
    this.port.close();
  }

  /** @throws Problem `views-unavailable` where the thread is dead, or dies before it has answered; what the step throws */
  private async ask<Answer>(question: FactQuestion, step: Step = () => undefined): Promise<Answer> {
    step();
    const gone = new AbortController();
    const timer = setInterval(() => {
      try {
        step();
      } catch (error) {
        gone.abort(error);
      }
    }, LOOK);
    try {
      return await this.port.ask<Answer>(question, gone.signal);
    } catch (error) {
      throw error instanceof PortClosed ? indexStopped() : error;
    } finally {
      clearInterval(timer);
    }
  }
}
