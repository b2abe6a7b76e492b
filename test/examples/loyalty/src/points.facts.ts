import type { Formula, Metric, Series, Tools } from '@tallybook/plugin';
import type { PointsEvent } from './points.events.js';

/** What is earned, what is spent, and what stands between them until it changes: it goes with its customer from tier to tier. */
export const SERIES: Series = {
  name: 'loyalty',
  dimensions: ['reason'],
  labels: ['region', 'tier'],
  measures: { earned: 'count', spent: 'count', balance: 'count' },
  levels: ['balance'],
  told: { earned: 'loyalty.earned', spent: 'loyalty.spent' },
};

export function pointsFacts({ onTimeline }: Tools) {
  return onTimeline(({ type, occurredAt, data: { customerId, points, reason = '' } }: PointsEvent, calendar) => {
    if (!Number.isSafeInteger(points)) throw new Error('points must be a whole number');
    const day = calendar.dayOf(occurredAt);
    const moved = BigInt(points);
    const measures = type === 'loyalty.PointsEarned' ? [moved, 0n, moved] : [0n, moved, -moved];
    const entry = { series: SERIES.name, day, record: `loyalty-${customerId}`, own: [reason], measures };
    return { customer: customerId, day, entries: [entry], change: () => undefined };
  });
}

const of = (measure: string) => [{ series: SERIES.name, measure }];

export const METRICS: readonly Metric<Formula>[] = [
  metric('loyalty.earned', 'flow', { kind: 'flow', sources: of('earned') }, 'Points earned in the period.'),
  metric('loyalty.spent', 'flow', { kind: 'flow', sources: of('spent') }, 'Points spent in the period.'),
  metric(
    'loyalty.balance',
    'stock',
    { kind: 'stock', at: 'end', sources: of('balance') },
    'Points that customers have at the end of the day: all they earned, less what they spent.',
    ['region', 'tier'],
  ),
];

function metric(
  name: string,
  kind: 'flow' | 'stock',
  formula: Formula,
  definition: string,
  dimensions = ['reason', 'region', 'tier'],
): Metric<Formula> {
  return { name, kind, unit: 'points', type: 'integer', additive: true, dimensions, definition, formula };
}
