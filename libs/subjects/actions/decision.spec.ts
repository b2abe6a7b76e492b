import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#testing/given-when-then.js';
import { actionDecider, type DecideAction } from './action.decider.js';
import type { ActionEvent } from './action.events.js';
import { decided, verdictOf, type Occasion } from './decision.js';

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
    expect(decided(undefined, '2024', 'per-entry', ['2024'])).toBe(undefined);
    expect(decided(undefined, '2024', 'per-customer', [])).toBe(undefined);
    expect(decided(undefined, '2024', 'per-customer', ['2023'])).toBe('once');
    expect(decided(undefined, '2024', 'per-year', ['2023'])).toBe(undefined);
    expect(decided('hold-out', '2024', 'per-year', ['2023', '2024'])).toBe('once');
    expect(decided('condition', '2024', 'per-customer', ['2023'])).toBe('condition');
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
    given(actionDecider, taken)
      .when({ ...decide, decided: { ...said, occasion: 'e2' } })
      .yields({ ...base, type: 'ActionSkipped', data: { ...said, occasion: 'e2', reason: 'once' } });
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
