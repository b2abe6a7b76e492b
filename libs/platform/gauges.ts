import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { inTime } from './in-time.js';
import type { Lag } from './lag.js';

/** Where a process keeps what Prometheus scrapes: to begin with, what there is to say of any. */
export function processMeasures(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** Adds a gauge that is asked for when it is scraped. Where there is no answer in time, or none to give, it is left out. */
export function addGauge(
  registry: Registry,
  name: string,
  help: string,
  value: () => number | undefined | Promise<number | undefined>,
): void {
  const ask = inTime(name, value);
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      const [answer] = await Promise.allSettled([ask()]);
      if (answer.status === 'fulfilled' && answer.value !== undefined) this.set(answer.value);
      else this.remove();
    },
  });
}

/** Adds a counter. @returns how to count */
export function addCounter(registry: Registry, name: string, help: string): (more: number) => void {
  const counter = new Counter({ name, help, registers: [registry] });
  return (more) => counter.inc(more);
}

/** Adds counters that are told apart by one label. @returns how to count one more of a value */
export function addCounters(registry: Registry, name: string, help: string, label: string): (value: string) => void {
  const counter = new Counter({ name, help, labelNames: [label], registers: [registry] });
  return (value) => counter.inc({ [label]: value });
}

/** How far the log and who follows it are. @param name of the follower's position */
export function addLag(registry: Registry, lag: Lag, name: string, help: string): void {
  addGauge(registry, 'tally_log_position', 'Last position of the log.', () => lag.tail());
  addGauge(registry, name, help, () => lag.position());
  addGauge(registry, 'tally_lag_seconds', 'Age of the first event of the log that is not covered, 0 without one.', () =>
    lag.seconds(),
  );
}
