import { Counter, Histogram, type Registry } from 'prom-client';
import type { Receipt } from '#engine/record/handle.js';
import { parkedIn } from '#engine/project/parking.js';
import { Problem } from '#kernel/problem.js';
import { addGauge } from '#platform/gauges.js';
import type { Book } from '#book/book.js';
import { quarantinedIn } from '#subjects/cloud-events/cloud-event.facts.js';

/** What an API adds to what Prometheus scrapes: facts taken and refused, questions, requests and their durations. */
export class Measures {
  private readonly facts: Counter;
  private readonly requests: Histogram;

  constructor(
    { models, readers, replays }: Omit<Book, 'ledger'>,
    private readonly registry: Registry,
  ) {
    this.facts = this.counter('tally_facts_total', 'Facts sent, by type and what became of them.', ['type', 'outcome']);
    this.requests = new Histogram({
      name: 'tally_http_request_seconds',
      help: 'Time from request to answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    });
    this.gauge(
      'tally_building_position',
      'Position of a version under construction, 0 without one.',
      () => models.building()?.position ?? 0,
    );
    this.gauge('tally_parked_events', 'Events that wait because one of their customer cannot be decoded.', () =>
      models.use(undefined, async ({ views }) => (await parkedIn(views)).events),
    );
    this.gauge('tally_quarantined_events', 'Events of other systems that wait in quarantine, 10,000 at most.', () =>
      models.use(undefined, ({ views }) => quarantinedIn(views)),
    );
    const questions = this.counter(
      'tally_questions_total',
      'Questions, by the lane they took and what became of them.',
      ['lane', 'outcome'],
    );
    readers.onOutcome((lane, outcome) => questions.inc({ lane, outcome }));
    for (const lane of ['light', 'heavy'] as const)
      this.gauge(`tally_questions_waiting_${lane}`, `Questions that wait for their turn in the ${lane} lane.`, () =>
        readers.waiting(lane),
      );
    this.gauge('tally_replays', 'Replays that are kept, run or wait.', () => replays.list().length);
  }

  /** Counts what becomes of the facts that a ledger is sent. */
  counting(ledger: Book['ledger']): Book['ledger'] {
    const counters = { duplicate: new Map<string, Counter.Internal>(), recorded: new Map<string, Counter.Internal>() };
    const record: Book['ledger']['record'] = async (type, ...fact): Promise<Receipt> => {
      try {
        const receipt = await ledger.record(type, ...fact);
        const outcome = receipt.duplicate ? 'duplicate' : 'recorded';
        // Found by name once: that is dearer than to count.
        const counter = counters[outcome].get(type) ?? this.facts.labels({ type, outcome });
        counters[outcome].set(type, counter);
        counter.inc();
        return receipt;
      } catch (error) {
        this.facts.inc({ type, outcome: error instanceof Problem ? error.code : 'fault' });
        throw error;
      }
    };
    const take: Book['ledger']['take'] = (...command) => ledger.take(...command);
    return { record, take, forget: () => ledger.forget(), commands: ledger.commands };
  }

  answered(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  private counter(name: string, help: string, labelNames: readonly string[]): Counter {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  private gauge(name: string, help: string, value: () => number | Promise<number>): void {
    addGauge(this.registry, name, help, value);
  }
}
