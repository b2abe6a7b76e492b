import { describe, expect, it } from '@jest/globals';
import { Problem } from '#kernel/problem.js';
import { stillGround } from '#testing/still-ground.js';
import type { AlertRule } from '../alerts/alert-rule.js';
import { JudgingRound } from './round.js';
import type { WatchedAlert } from './watched-alerts.js';

const now = '2024-03-01T12:00:00.000Z';
/** That day. */
const DAY = 19_783;

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

/** A field of what is recorded of alerts whose figures are all above. @param thrown where orders are asked for */
async function recordedOf(field: string, alerts: readonly WatchedAlert[], thrown?: Error): Promise<readonly unknown[]> {
  const figure = (metric: string): string => {
    if (metric === 'orders' && thrown !== undefined) throw thrown;
    return '2';
  };
  const round = new JudgingRound(stillGround({ now, figure }), 0);
  const issues = await round.sideBySide(alerts, (alert) => round.now(alert, DAY));
  return issues.map((issue) => 'command' in issue && issue.command.data[field]);
}

describe('a round of judging', () => {
  it('goes on with the other rules where one cannot be answered', async () => {
    const alerts = () => ['revenue.net', 'orders', 'units'].map(alertOn);
    const tooLarge = new Problem('answer-too-large', 'too many');
    expect(await recordedOf('alert', alerts(), tooLarge)).toEqual(['revenue.net', 'units']);
    expect(await recordedOf('alert', alerts())).toEqual(['revenue.net', 'orders', 'units']);
  });

  it('judges each rule by what it says itself, also where several look at the same figures', async () => {
    const said = (id: string, more: Partial<AlertRule>): WatchedAlert => {
      const one = alertOn('orders');
      return { ...one, id, rule: { ...one.rule, ...more } };
    };
    const alerts = [
      said('more than 1', {}),
      said('more than 2', { condition: { above: '2' } }),
      said('less than 3', { condition: { below: '3' } }),
      said('in the week', { window: 'week' }),
      said('of the web', { where: { channel: ['web'] } }),
      said('without any', { condition: { noData: true }, for: '2d' }),
    ];
    const asked: unknown[] = [];
    const figure = (_: string, question: Readonly<Record<string, unknown>>): string => {
      asked.push(question);
      return question['from'] === '2024-03-01' ? '2' : '1';
    };
    const round = new JudgingRound(stillGround({ now, figure }), 0);
    const issues = await round.sideBySide(alerts, (alert) => round.now(alert, DAY));
    const ids = issues.map((issue) => 'command' in issue && issue.command.data['alert']);
    expect(ids).toEqual(['more than 1', 'less than 3', 'of the web']);
    // The first three look at the same.
    expect(asked).toHaveLength(4);
  });

  it('is held again where the house is at fault', async () => {
    const fault = new Error('the disk is gone');
    await expect(recordedOf('alert', [alertOn('orders')], fault)).rejects.toBe(fault);
  });

  it('tells nobody of a part while it is snoozed, and somebody when that is over', async () => {
    const snoozed = (until: string) => [{ ...alertOn('units'), quietUntil: new Map([['', until]]) }];
    expect(await recordedOf('channels', snoozed('2024-03-01T12:00:00.001Z'))).toEqual([[]]);
    expect(await recordedOf('channels', snoozed(now))).toEqual([['desk']]);
  });
});
