import type { Logger } from 'pino';
import { processMeasures } from './gauges.js';
import { Readiness } from './readiness.js';

/** What `/readyz` answers. */
export interface ReadyAnswer<More extends object = object> {
  readonly code: 200 | 503;
  readonly body: { readonly status: 'ready' | 'not ready'; readonly troubles: readonly string[] } & More;
}

/** How a process is, for who watches it: whether it lives, whether it can do its work, and what Prometheus scrapes. */
export class Health {
  /** What it needs in order to be ready. */
  readonly readiness: Readiness;
  /** What `/metrics` answers. */
  readonly measures = processMeasures();

  constructor(log: Logger) {
    this.readiness = new Readiness(log);
  }

  /** `/healthz`: whoever can say so lives. */
  alive(): { readonly status: 'alive' } {
    return { status: 'alive' };
  }

  /** `/readyz`: 503 with a sentence for each thing that is wrong. @param more what the process says of itself besides */
  async ready<More extends object>(more: More): Promise<ReadyAnswer<More>> {
    const troubles = await this.readiness.troubles();
    const isReady = troubles.length === 0;
    return { code: isReady ? 200 : 503, body: { status: isReady ? 'ready' : 'not ready', troubles, ...more } };
  }
}
