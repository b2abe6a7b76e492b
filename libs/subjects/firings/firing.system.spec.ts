import { describe, expect, it } from '@jest/globals';
import { stillGround, type Still } from '#testing/still-ground.js';
import { JUDGING_SYSTEM } from './firing.system.js';

const NOW = '2024-03-02T12:00:00.000Z';
const rule = {
  id: 'failed',
  recordedAt: '2024-02-01T08:00:00.000Z',
  title: 'failed',
  metric: 'system.deliveries_failed',
  where: {},
  window: 'day',
  condition: { above: '2' },
  severity: 'info',
  channels: ['desk'],
};
const firing = (part: string) => ({ part, state: 'firing', occasion: 1, firedFor: '2024-03-01' });

/** What is issued at a minute: who fires or is over with which figure, and whom that is told. */
async function issued(alert: object, readings: NonNullable<Still['readings']>): Promise<readonly string[]> {
  const alerts = [{ ...rule, parts: [], enabled: true, ...alert }];
  const ground = stillGround({ now: NOW, figure: () => '0', alerts, readings });
  const issues = await JUDGING_SYSTEM.run({ id: 'minute', at: NOW, seenAt: NOW }, ground);
  return issues.map((issue) => {
    if ('delivery' in issue) return `tells ${issue.delivery.channel}`;
    const { type, data } = issue.command;
    return `${type} ${String(data['part'])} ${String(data['value'])}`;
  });
}

describe('judging the system', () => {
  it('judges all it says together, or by what it goes by', async () => {
    const failed = { ops: 2, mail: 1 };
    expect(await issued({}, failed)).toEqual(['FireAlert  3', 'tells desk']);
    expect(await issued({ by: 'channel' }, failed)).toEqual([]);
    expect(await issued({ by: 'channel', condition: { above: '1' } }, failed)).toEqual([
      'FireAlert ops 2',
      'tells desk',
    ]);
    expect(await issued({ where: { channel: ['mail'] } }, failed)).toEqual([]);
    expect(await issued({ by: 'channel', where: { channel: ['mail'] }, condition: { above: '0' } }, failed)).toEqual([
      'FireAlert mail 1',
      'tells desk',
    ]);
  });

  it('is over when that is said no more', async () => {
    expect(await issued({ by: 'channel', parts: [firing('ops')] }, {})).toEqual(['ResolveAlert ops 0']);
    expect(await issued({ by: 'channel', parts: [firing('ops')] }, { ops: 9 })).toEqual([]);
  });

  it('leaves rules about figures, and those that are switched off, to others', async () => {
    expect(await issued({ metric: 'orders' }, { '': 9 })).toEqual([]);
    expect(await issued({ enabled: false }, { '': 9 })).toEqual([]);
  });
});
