import { Counter, Gauge, type Registry } from 'prom-client';
import type { Watch } from '#engine/react/watch.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import { addGauge } from './gauges.js';

/** Adds what a book does by itself to what is scraped. @returns who is to be told of it */
export function reactingMeasures(registry: Registry): Watch {
  const counter = (name: string, help: string, labelNames: string[]): Counter =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const gauge = (name: string, help: string, label: string): Gauge =>
    new Gauge({ name, help, labelNames: [label], registers: [registry] });
  const position = gauge('tally_reaction_position', 'Position up to which a reaction has the log.', 'reaction');
  const time = gauge('tally_schedule_time_seconds', 'Time up to which a schedule is done, since 1970.', 'schedule');
  const recorded = counter('tally_reaction_facts_total', 'Facts that a reaction or a schedule has recorded.', ['name']);
  const enqueued = counter('tally_reaction_deliveries_total', 'Deliveries it has put into the outbox.', ['name']);
  const attempts = counter('tally_delivery_attempts_total', 'Attempts to deliver, by kind and how they ended.', [
    'kind',
    'outcome',
  ]);
  return {
    reached: (name, at, unit) => {
      if (unit === 'position') position.set({ reaction: name }, at);
      else time.set({ schedule: name }, at / 1_000);
    },
    issued: (name, facts, deliveries) => {
      recorded.inc({ name }, facts);
      enqueued.inc({ name }, deliveries);
    },
    attempted: (kind, outcome) => attempts.inc({ kind, outcome }),
  };
}

/** Adds what waits in an outbox. */
export function addOutbox(registry: Registry, outbox: () => Pick<Outbox, 'open'> | undefined, clock: () => Date): void {
  addGauge(
    registry,
    'tally_deliveries_open',
    'Deliveries neither delivered nor given up.',
    async () => (await outbox()?.open())?.count,
  );
  addGauge(
    registry,
    'tally_delivery_next_due_seconds',
    'Seconds until the next delivery is due, below 0 where it is late; left out where none is.',
    async () => {
      const due = (await outbox()?.open())?.due;
      return due === undefined ? undefined : (Date.parse(due) - clock().getTime()) / 1_000;
    },
  );
}
