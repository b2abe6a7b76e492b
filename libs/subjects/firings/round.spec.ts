import { describe, expect, it } from '@jest/globals';
import { Problem } from '#kernel/problem.js';
import { Calendar } from '#kernel/time/calendar.js';
import type { AlertRule } from '../alerts/alert-rule.js';
import { CATALOGUE } from '../catalogue.js';
import type { Ground } from '../reactions.js';
import { JudgingRound } from './round.js';
import type { WatchedAlert } from './watched-alerts.js';

const DAY = 19_783;

/** A ground on which every figure is the same, but for one metric that cannot be answered. */
function groundOf(value: string, unanswered: string, error: unknown): Ground {
  return {
    calendar: new Calendar('UTC', 1),
    currency: 'EUR',
    now: () => new Date(DAY * 86_400_000),
    settled: async () => undefined,
    metric: (name) => CATALOGUE.metrics.get(name),
    read: async () => undefined,
    query: async ({ metrics }) => {
      const [metric = ''] = metrics as readonly string[];
      if (metric === unanswered) throw error;
      return { rows: [{ [metric]: value }], totals: {}, meta: { position: '7', asOf: '2024-03-01' } };
    },
  };
}

function alertOn(metric: string): WatchedAlert {
  const rule: AlertRule = {
    title: metric,
    metric,
    where: {},
    window: 'day',
    condition: { above: '1' },
    severity: 'info',
    channels: ['desk'],
    enabled: true,
  };
  return { id: metric, rule, since: DAY, parts: new Map(), quietUntil: new Map() };
}

async function firedOn(ground: Ground, ...alerts: readonly WatchedAlert[]): Promise<readonly unknown[]> {
  const round = new JudgingRound(ground, 0);
  for (const alert of alerts) await round.now(alert, DAY);
  return round.issues.map((issue) => 'command' in issue && issue.command.data['alert']);
}

describe('a round of judging', () => {
  it('goes on with the other rules where one cannot be answered', async () => {
    const ground = groundOf('2', 'orders', new Problem('answer-too-large', 'too many'));
    expect(await firedOn(ground, alertOn('revenue.net'), alertOn('orders'), alertOn('units'))).toEqual([
      'revenue.net',
      'units',
    ]);
  });

  it('tells nobody of a part while it is snoozed, and somebody when that is over', async () => {
    const now = DAY * 86_400_000;
    const told = async (until: number): Promise<unknown> => {
      const round = new JudgingRound(groundOf('2', '', undefined), 0);
      await round.now({ ...alertOn('units'), quietUntil: new Map([['', new Date(until).toISOString()]]) }, DAY);
      return round.issues.map((issue) => 'command' in issue && issue.command.data['channels']);
    };
    expect([await told(now + 1), await told(now)]).toEqual([[[]], [['desk']]]);
  });

  it('is held again where the house is at fault', async () => {
    const fault = new Error('the disk is gone');
    await expect(firedOn(groundOf('2', 'orders', fault), alertOn('orders'))).rejects.toBe(fault);
  });
});
