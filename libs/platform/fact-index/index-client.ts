import type { MessagePort } from 'node:worker_threads';
import { PortClient, PortClosed } from '#engine/threads/port-client.js';
import type { FactState } from '#kernel/ports/fact-index.js';
import type { Sums } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { Problem } from '#kernel/problem.js';
import type { Step } from '#kernel/step.js';
import type { FactQuestion, IndexedVersion } from './index-messages.js';

/** Milliseconds between looks at whether anybody still waits for an answer. */
const LOOK = 25;

/** Asks the thread that has the indexes open, for one question of a caller: all parts about a version are answered from one state of it. */
export class IndexClient {
  private readonly port: PortClient<FactQuestion>;

  /** @param port of `IndexThread.port`, also in another thread */
  constructor(port: MessagePort) {
    this.port = new PortClient(port);
  }

  of(version: IndexedVersion): FactState {
    return {
      sums: (requests: readonly SumRequest[], step?: Step) => this.ask<Sums>({ kind: 'sums', version, requests }, step),
      firstDay: (series, step) => this.ask<number | undefined>({ kind: 'firstDay', version, series }, step),
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
      if (!(error instanceof PortClosed)) throw error;
      const why = 'the index of the facts has stopped and is being started again';
      throw new Problem('views-unavailable', `${why}: ask again in a moment`);
    } finally {
      clearInterval(timer);
    }
  }
}
