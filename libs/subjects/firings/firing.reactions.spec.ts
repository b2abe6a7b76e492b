import { describe, expect, it } from '@jest/globals';
import type { Issue } from '#engine/react/reaction.js';
import type { RecordedEvent } from '#kernel/event.js';
import { stillGround, type Still } from '#testing/still-ground.js';
import type { Fact } from '../reactions.js';
import { JUDGING_FACTS } from './firing.reactions.js';

const RULE = {
  title: 'much',
  metric: 'units',
  where: {},
  window: 'day',
  condition: { above: '1' },
  severity: 'info',
  channels: [],
  enabled: true,
};
const much = (...parts: readonly object[]) => ({ id: 'much', recordedAt: '2024-02-01T08:00:00.000Z', ...RULE, parts });
const firing = { part: '', state: 'firing', occasion: 1, firedFor: '2024-03-01' };

/** A stretch with a sale, or with what was loaded quietly. */
const stretch = (after: number, to: number, envelope: RecordedEvent['envelope'] = {}) => {
  return { after, to, upTo: to, came: [{ type: 'SaleRecorded', position: to, envelope }], events: [] };
};

/** What is recorded, in words. */
function inWords(issues: readonly Issue<Fact>[]): readonly string[] {
  return issues.flatMap((issue) => {
    if (!('command' in issue)) return [];
    const { type, data } = issue.command;
    return `${type} ${String(data['occasion'])} for ${String(data['firedFor'] ?? data['resolvedFor'])}`;
  });
}

describe('judging by facts', () => {
  const still = (): Still => ({ now: '2024-03-02T12:00:00Z', figure: () => '2', alerts: [much()] });

  it('looks again only where something came that is not quiet', async () => {
    const ground = stillGround(still());
    expect(inWords(await JUDGING_FACTS.react(stretch(0, 5), ground))).toEqual(['FireAlert 1 for 2024-03-02']);
    expect(await JUDGING_FACTS.react(stretch(5, 6, { quiet: true }), ground)).toEqual([]);
    expect(inWords(await JUDGING_FACTS.react(stretch(6, 7), ground))).toEqual(['FireAlert 1 for 2024-03-02']);
  });

  it('reads its alerts anew where another process had what is between', async () => {
    const book = still();
    const ground = stillGround(book);
    await JUDGING_FACTS.react(stretch(0, 5), ground);
    book.alerts = [much({ ...firing, state: 'ok', resolvedFor: '2024-03-01' })];
    expect(inWords(await JUDGING_FACTS.react(stretch(8, 9), ground))).toEqual(['FireAlert 2 for 2024-03-02']);
    // Perhaps the other one was told what is due, and looked at nothing yet.
    expect(inWords(await JUDGING_FACTS.react(stretch(12, 13, { quiet: true }), ground))).toHaveLength(1);
    book.alerts = [];
    expect(await JUDGING_FACTS.react(stretch(15, 16), ground)).toEqual([]);
  });

  it('judges a rule that was defined by itself, and all of them where figures mean something else', async () => {
    const asked: string[] = [];
    const figure = (metric: string): string => {
      asked.push(metric);
      return '0';
    };
    const few = { ...much(), id: 'few', metric: 'orders', condition: { below: '1' } };
    const ground = stillGround({ now: '2024-03-02T12:00:00Z', figure, alerts: [much(), few] });
    const changed = (after: number, type: string, data = {}) => {
      const came = [{ type, position: after + 1, envelope: {}, data } as RecordedEvent];
      const events = came.filter(() => JUDGING_FACTS.reads?.has(type));
      return { after, to: after + 1, upTo: after + 1, came, events };
    };
    await JUDGING_FACTS.react(stretch(0, 5), ground);
    asked.length = 0;
    expect(inWords(await JUDGING_FACTS.react(changed(5, 'AlertDefined', { id: 'few' }), ground))).toEqual([
      'FireAlert 1 for 2024-03-01',
    ]);
    expect(new Set(asked)).toEqual(new Set(['orders']));
    await JUDGING_FACTS.react(changed(6, 'TierPolicyPublished'), ground);
    expect(new Set(asked)).toEqual(new Set(['orders', 'units']));
  });

  it('makes up for turns of the day that are due first, so that each day has what was its own', async () => {
    const figure = (_metric: string, { asOf }: Readonly<Record<string, unknown>>): string =>
      asOf === '2024-03-01' || asOf === '2024-03-04' ? '2' : '0';
    const times = { now: '2024-03-05T00:00:01Z', ranUpTo: '2024-03-01T08:00:00.000Z' };
    const issues = await JUDGING_FACTS.react(stretch(0, 5), stillGround({ ...times, figure, alerts: [much(firing)] }));
    expect(inWords(issues)).toEqual([
      'ResolveAlert 1 for 2024-03-02',
      'FireAlert 2 for 2024-03-04',
      'ResolveAlert 2 for 2024-03-05',
    ]);
  });
});
