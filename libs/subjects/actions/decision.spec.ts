import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#testing/given-when-then.js';
import { actionDecider, type DecideAction } from './action.decider.js';
import type { ActionEvent } from './action.events.js';
import { decided, verdictOf, type Bounds, type Counted, type Occasion } from './decision.js';

const occasion: Occasion = {
  id: 'e1',
  customer: 'ada',
  at: '2024-05-04T10:00:00.000Z',
  occurredAt: '2024-05-01T10:00:00.000Z',
  year: '2024',
};
const rule = { id: 'a1', enabled: true, holdOut: '0' };

describe('what follows from an occasion', () => {
  it('is nothing where it is history, switched off, or not meant', () => {
    expect(verdictOf(rule, occasion, true)).toBe(undefined);
    expect(verdictOf(rule, { ...occasion, occurredAt: '2024-05-01T09:59:59.999Z' }, true)).toBe('late');
    expect(verdictOf({ ...rule, enabled: false }, occasion, true)).toBe('disabled');
    expect(verdictOf(rule, occasion, false)).toBe('condition');
    expect(verdictOf({ ...rule, holdOut: '1' }, occasion, true)).toBe('hold-out');
    expect(verdictOf({ ...rule, holdOut: '1' }, occasion, true, false)).toBe('consent');
    expect(verdictOf(rule, occasion, false, false)).toBe('condition');
  });

  it('is nothing where it led to that itself, or five others did one by another', () => {
    const by = (...names: readonly string[]) => ({
      ...occasion,
      causes: names.map((automation) => ({ automation, occasion: 'e0' })),
    });
    const others = ['b', 'c', 'd', 'e', 'f'];
    expect(verdictOf(rule, by(...others.slice(1)), true)).toBe(undefined);
    expect(verdictOf(rule, by('b', 'a1', 'c'), true)).toBe('loop');
    expect(verdictOf(rule, by('b', 'a1', 'c'), false)).toBe('loop');
    expect(verdictOf({ ...rule, holdOut: '1' }, by(...others), true)).toBe('chain');
    expect(verdictOf(rule, by(...others), true, false)).toBe('consent');
    // A chain is stopped where it would go on.
    const now = { at: occasion.at, year: '2024', messages: 0 };
    expect(decided('chain', now, { once: 'per-customer' }, [])).toBe('chain');
    expect(decided('chain', now, { once: 'per-customer' }, [now])).toBe('once');
  });

  it('is held out of as many customers as was said, always the same ones, and others of another automation', () => {
    const held = (id: string, holdOut: string): readonly string[] =>
      Array.from({ length: 5_000 }, (_, i) => `c${String(i)}`).filter(
        (customer) => verdictOf({ ...rule, id, holdOut }, { ...occasion, customer }, true) === 'hold-out',
      );
    const some = held('a1', '0.1');
    // Four standard deviations of as many throws.
    expect(Math.abs(some.length - 500)).toBeLessThan(4 * Math.sqrt(5_000 * 0.1 * 0.9));
    expect(held('a1', '0.1')).toEqual(some);
    expect(held('a1', '0.2')).toEqual(expect.arrayContaining([...some]));
    expect(held('a2', '0.1')).not.toEqual(some);
    expect(held('a1', '0')).toEqual([]);
  });

  it('is done once for each customer, or each year, where that is said', () => {
    const of = (year: string): Counted => ({ at: `${year}-05-04T10:00:00.000Z`, year, messages: 0 });
    const [before, now] = [of('2023'), of('2024')];
    expect(decided(undefined, now, { once: 'per-entry' }, [now])).toBe(undefined);
    expect(decided(undefined, now, { once: 'per-customer' }, [])).toBe(undefined);
    expect(decided(undefined, now, { once: 'per-customer' }, [before])).toBe('once');
    expect(decided(undefined, now, { once: 'per-year' }, [before])).toBe(undefined);
    expect(decided('hold-out', now, { once: 'per-year' }, [before, now])).toBe('once');
    expect(decided('condition', now, { once: 'per-customer' }, [before])).toBe('condition');
  });

  it('writes to a customer as often as the cap says in so many days, and to the house as often as it likes', () => {
    const bounds: Bounds = { once: 'per-entry', cap: { messages: 2, per: '7d' } };
    const on = (at: string, messages = 1): Counted => ({ at, year: '2024', messages });
    const now = on('2024-05-08T10:00:00.000Z');
    // Seven days before to the millisecond it does not count any more.
    const [gone, first, last] = ['01T10:00:00.000Z', '01T10:00:00.001Z', '08T10:00:00.000Z'].map((at) =>
      on(`2024-05-${at}`),
    );
    if (gone === undefined || first === undefined || last === undefined) throw new Error('three times');
    expect(decided(undefined, now, bounds, [gone, last])).toBe(undefined);
    expect(decided(undefined, now, bounds, [first, last])).toBe('cap');
    expect(decided('hold-out', now, bounds, [first, last])).toBe('cap');
    expect(decided('consent', now, bounds, [first, last])).toBe('consent');
    expect(decided(undefined, now, bounds, [on(last.at, 0), last])).toBe(undefined);
    expect(decided(undefined, on(now.at, 2), bounds, [last])).toBe('cap');
    expect(decided(undefined, on(now.at, 2), bounds, [])).toBe(undefined);
    expect(decided(undefined, on(now.at, 0), bounds, [first, last])).toBe(undefined);
    expect(decided(undefined, now, { once: 'per-entry' }, [first, last])).toBe(undefined);
  });
});

describe('a decision', () => {
  const said = { automation: 'a1', version: 1, customer: 'ada', occasion: 'e1', at: occasion.at, year: '2024' };
  const tasks = [{ assignee: 'Ann' }];
  const now = '2024-05-04T10:00:01.000Z';
  const decide: DecideAction = { type: 'DecideAction', now, decided: said, once: 'per-customer', tasks, isThere: true };
  const base = { schema: 1, occurredAt: now, key: 'automation-a1' } as const;
  const taken: ActionEvent = { ...base, type: 'ActionTaken', data: { ...said, tasks } };

  it('is to act, or says why not', () => {
    given(actionDecider).when(decide).yields(taken);
    given(actionDecider)
      .when({ ...decide, verdict: 'condition' })
      .yields({ ...base, type: 'ActionSkipped', data: { ...said, reason: 'condition' } });
    const causes = [{ automation: 'a2', occasion: 'e0' }];
    given(actionDecider)
      .when({ ...decide, decided: { ...said, causes } })
      .yields({ ...taken, data: { ...taken.data, causes } });
    given(actionDecider)
      .when({ ...decide, verdict: 'quiet-hours', messages: 1 })
      .yields({ ...taken, data: { ...taken.data, messages: 1, reason: 'quiet-hours' } });
    given(actionDecider, { ...taken, data: { ...taken.data, reason: 'quiet-hours' } })
      .when({ ...decide, decided: { ...said, occasion: 'e2' }, verdict: 'quiet-hours' })
      .yields({ ...base, type: 'ActionSkipped', data: { ...said, occasion: 'e2', reason: 'once' } });
    given(actionDecider, taken)
      .when({ ...decide, decided: { ...said, occasion: 'e2' } })
      .yields({ ...base, type: 'ActionSkipped', data: { ...said, occasion: 'e2', reason: 'once' } });
  });

  it('goes on from what was sent, or would have been to whoever is held out', () => {
    const at = (day: number): string => `2024-05-0${String(day)}T10:00:00.000Z`;
    const capped: DecideAction = { ...decide, once: 'per-entry', cap: { messages: 1, per: '3d' }, messages: 1 };
    const asked = (day: number, verdict?: 'hold-out'): DecideAction => {
      const decided = { ...said, occasion: `d${String(day)}`, at: at(day) };
      return { ...capped, decided, ...(verdict && { verdict }) };
    };
    for (const verdict of [undefined, 'hold-out'] as const) {
      const events: ActionEvent[] = [];
      for (let day = 1; day <= 7; day++) {
        const state = events.reduce((before, event) => actionDecider.evolve(before, event), actionDecider.initial);
        events.push(...actionDecider.decide(asked(day, verdict), state));
      }
      const acts = verdict ?? 'taken';
      expect(events.map(({ type, data }) => (type === 'ActionTaken' ? 'taken' : data.reason))).toEqual(
        [1, 0, 0, 1, 0, 0, 1].map((one) => (one === 1 ? acts : 'cap')),
      );
      expect(events.map(({ data }) => data.messages)).toEqual([1, undefined, undefined, 1, undefined, undefined, 1]);
    }
  });

  it('is none where the automation was retired meanwhile', () => {
    given(actionDecider)
      .when({ ...decide, isThere: false })
      .yields();
  });

  it('is made once of each occasion, in whatever order and however often it is come to', () => {
    const coming = fc.array(fc.record({ occasion: fc.nat(5), verdict: fc.constantFrom(undefined, 'late' as const) }));
    fc.assert(
      fc.property(coming, (all) => {
        const events: ActionEvent[] = [];
        for (const { occasion: id, verdict } of all) {
          const state = events.reduce((before, event) => actionDecider.evolve(before, event), actionDecider.initial);
          const command = { ...decide, ...(verdict && { verdict }), decided: { ...said, occasion: String(id) } };
          events.push(...actionDecider.decide(command, state));
        }
        const occasions = events.map(({ data }) => data.occasion);
        expect(new Set(occasions)).toEqual(new Set(all.map(({ occasion: id }) => String(id))));
        expect(occasions).toHaveLength(new Set(occasions).size);
        expect(events.filter(({ type }) => type === 'ActionTaken').length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
