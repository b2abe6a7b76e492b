import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#testing/given-when-then.js';
import { assignmentDecider, type AssignCustomer } from './assignment.decider.js';
import type { CustomerAssigned } from './assignment.events.js';

const now = '2024-05-04T10:00:01.000Z';
const assign = (occasion: string, among: readonly string[] = ['Ann', 'Ben', 'Cyd']): AssignCustomer => ({
  type: 'AssignCustomer',
  now,
  assigned: { automation: 'a1', occasion, customer: 'ada' },
  among,
});
const chosen = (occasion: string, salesperson: string): CustomerAssigned => ({
  type: 'CustomerAssigned',
  schema: 1,
  occurredAt: now,
  key: 'automation-a1',
  data: { automation: 'a1', occasion, customer: 'ada', salesperson },
});

describe('an assignment', () => {
  it('goes to each in turn', () => {
    given(assignmentDecider).when(assign('e1')).yields(chosen('e1', 'Ann'));
    given(assignmentDecider, chosen('e1', 'Ann')).when(assign('e2')).yields(chosen('e2', 'Ben'));
    given(assignmentDecider, chosen('e1', 'Ann'))
      .when(assign('e2', ['Ben']))
      .yields(chosen('e2', 'Ben'));
  });

  it('is made once of an occasion, whoever it could be by now', () => {
    given(assignmentDecider, chosen('e1', 'Ann'))
      .when(assign('e1', ['Ben']))
      .yields();
  });

  it('gives everybody as many as the others, in whatever order and however often occasions come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30)), (all) => {
        const events: CustomerAssigned[] = [];
        for (const occasion of all) {
          const state = events.reduce(
            (before, event) => assignmentDecider.evolve(before, event),
            assignmentDecider.initial,
          );
          events.push(...assignmentDecider.decide(assign(String(occasion)), state));
        }
        const counts = ['Ann', 'Ben', 'Cyd'].map(
          (name) => events.filter(({ data }) => data.salesperson === name).length,
        );
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        expect(events).toHaveLength(new Set(all).size);
      }),
    );
  });
});
