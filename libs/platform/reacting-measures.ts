import { Counter, Gauge, type Registry } from 'prom-client';
import type { Watch } from '#engine/react/watch.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import { addGauge } from './gauges.js';

/** What is scraped of what a book does by itself. */
export class ReactingMeasures implements Watch {
  /** Where deliveries wait, as soon as it is open. */
  outbox: Pick<Outbox, 'open'> | undefined;
  private readonly position: Gauge;
  private readonly time: Gauge;
  private readonly facts: Counter;
  private readonly deliveries: Counter;
  private readonly attempts: Counter;

  constructor(registry: Registry, clock: () => Date) {
    const gauge = (name: string, help: string, label: string): Gauge =>
      new Gauge({ name, help, labelNames: [label], registers: [registry] });
    const counter = (name: string, help: string, ...labelNames: string[]): Counter =>
      new Counter({ name, help, labelNames, registers: [registry] });
    this.position = gauge('tally_reaction_position', 'Position up to which a reaction has the log.', 'reaction');
    this.time = gauge('tally_schedule_time_seconds', 'Time up to which a schedule is done, since 1970.', 'schedule');
    this.facts = counter('tally_reaction_facts_total', 'Facts that reactions and schedules have recorded.', 'name');
    this.deliveries = counter('tally_reaction_deliveries_total', 'Deliveries that they put into the outbox.', 'name');
    const ends = 'Attempts to deliver, by kind and how they ended.';
    this.attempts = counter('tally_delivery_attempts_total', ends, 'kind', 'outcome');
    addGauge(registry, 'tally_deliveries_open', 'Deliveries neither delivered nor given up.', async () => {
      return (await this.outbox?.open())?.count;
    });
    const next = 'Seconds until the next delivery is due, below 0 where it is late; left out where none is open.';
    addGauge(registry, 'tally_delivery_next_due_seconds', next, async () => {
      const due = (await this.outbox?.open())?.due;
      return due === undefined ? undefined : (Date.parse(due) - clock().getTime()) / 1_000;
    });
  }

  reached(name: string, at: number, unit: 'position' | 'time'): void {
    if (unit === 'position') this.position.set({ reaction: name }, at);
    else this.time.set({ schedule: name }, at / 1_000);
  }

  issued(name: string, recorded: number, enqueued: number): void {
    this.facts.inc({ name }, recorded);
    this.deliveries.inc({ name }, enqueued);
  }

  attempted(kind: string, outcome: 'delivered' | 'failed' | 'given-up'): void {
    this.attempts.inc({ kind, outcome });
  }
}
