import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Receipt } from '#kernel/handle.js';
import { Problem } from '#kernel/problem.js';
import type { Book } from './book.js';

/** What Prometheus scrapes: positions, lag, facts taken and refused, requests and their durations. */
export class Measures {
  readonly registry = new Registry();
  private readonly facts = this.counter('tally_facts_total', 'Facts sent, by type and what became of them.', [
    'type',
    'outcome',
  ]);
  private readonly requests = new Histogram({
    name: 'tally_http_request_seconds',
    help: 'Time from request to answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  constructor(book: Omit<Book, 'ledger'>) {
    collectDefaultMetrics({ register: this.registry });
    const { log, models, replays } = book;
    this.gauge('tally_log_position', 'Last position of the log.', () => log.tail());
    this.gauge('tally_views_position', 'Position that the served read models cover.', async () => models.covered);
    this.gauge('tally_lag_events', 'Positions of the log that the served read models do not cover yet.', async () =>
      Math.max(0, (await log.tail()) - models.covered),
    );
    this.gauge(
      'tally_building_position',
      'Position of a version under construction, 0 without one.',
      async () => models.building()?.position ?? 0,
    );
    this.gauge('tally_replays', 'Replays that are kept, run or wait.', async () => replays.list().length);
  }

  /** Counts what becomes of the facts that a ledger is sent. */
  counting(ledger: Book['ledger']): Book['ledger'] {
    const record: Book['ledger']['record'] = async (type, data): Promise<Receipt> => {
      try {
        const receipt = await ledger.record(type, data);
        this.facts.inc({ type, outcome: receipt.duplicate ? 'duplicate' : 'recorded' });
        return receipt;
      } catch (error) {
        this.facts.inc({ type, outcome: error instanceof Problem ? error.code : 'fault' });
        throw error;
      }
    };
    return { record, closePeriod: (data, closing) => ledger.closePeriod(data, closing) };
  }

  answered(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  private counter(name: string, help: string, labelNames: readonly string[]): Counter {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  private gauge(name: string, help: string, value: () => Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await value());
      },
    });
  }
}

/** Under which Nest knows them. */
export const MEASURES = Symbol('measures');
