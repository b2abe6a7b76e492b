import { Problem } from '#kernel/problem.js';

/** What the system says of itself, as it is right now. */
export interface SystemMetric {
  readonly name: string;
  readonly unit: string;
  readonly type: 'integer' | 'number';
  readonly dimensions: readonly string[];
  readonly definition: string;
}

/**
 * What alerts watch beside the figures of a book. None of them is a fact, and none has a history: they are there to be judged, and no
 * question asks for them.
 */
export const SYSTEM_METRICS = [
  {
    name: 'system.lag_seconds',
    unit: 'seconds',
    type: 'number',
    dimensions: [],
    definition: 'The age of the first event of the log that the figures do not cover yet; 0 where they cover all.',
  },
  {
    name: 'system.parked',
    unit: 'events',
    type: 'integer',
    dimensions: [],
    definition: 'Events that this release cannot decode, and those of the same customers that wait behind them.',
  },
  {
    name: 'system.deliveries_failed',
    unit: 'deliveries',
    type: 'integer',
    dimensions: ['channel'],
    definition: 'Deliveries of the last 31 days that were given up, and that nobody has had tried again.',
  },
  {
    name: 'system.channels_paused',
    unit: 'channels',
    type: 'integer',
    dimensions: ['channel'],
    definition: 'Channels that are paused since all that was sent through them for a day has failed.',
  },
  {
    name: 'system.chains_stopped',
    unit: 'chains',
    type: 'integer',
    dimensions: ['automation'],
    definition:
      'Chains of automations that set each other off which were stopped in the last 24 hours since they were too long, by the automation that would have gone on.',
  },
  {
    name: 'system.reconciliation_differences',
    unit: 'differences',
    type: 'integer',
    dimensions: ['source'],
    definition: 'Controls and documents that the latest reconciliation with each source found different from ours.',
  },
  {
    name: 'system.disk_free',
    unit: 'bytes',
    type: 'integer',
    dimensions: [],
    definition: 'Free space on the disk that the process which judges alerts keeps its data on.',
  },
] as const satisfies readonly SystemMetric[];

export type SystemMetricName = (typeof SYSTEM_METRICS)[number]['name'];

/** Undefined for a name that the system says nothing under. */
export function systemMetric(name: string): (SystemMetric & { readonly name: SystemMetricName }) | undefined {
  return SYSTEM_METRICS.find((metric) => metric.name === name);
}

/** Why each of them cannot be asked for as figures are. */
export const NOT_ASKED: ReadonlyMap<string, Problem> = new Map(
  SYSTEM_METRICS.map(({ name }) => [
    name,
    new Problem('unknown-metric', 'it is what the system says of itself right now, without a history: alerts watch it'),
  ]),
);
