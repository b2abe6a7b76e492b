import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Calendar } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import type { OpportunityEvent } from './opportunity.events.js';
import { opportunityDecider, type OpportunityCommand } from './opportunity.decider.js';
import { dealFacts } from './deal-facts.js';
import { addToDeal, newDeal } from './deal-history.js';

const calendar = new Calendar('UTC', 1);
const rateIn = () => '1';
const opening: OpportunityCommand = {
  type: 'OpenOpportunity',
  at: '2024-03-02T00:00:00.000Z',
  opportunity: { id: 'o', currency: 'USD', value: '100' },
  rateIn,
};

/** Few moments, so that many fall on one; ids in no order of arrival. */
const command = fc
  .record({
    type: fc.constantFrom('WinOpportunity', 'LoseOpportunity', 'ReopenOpportunity', 'ChangeOpportunity'),
    at: fc.integer({ min: 1, max: 9 }).map((day) => `2024-03-0${String(day)}T00:00:00.000Z`),
    value: fc.constantFrom('10', '20'),
  })
  .map(({ value, ...rest }) => ({ ...rest, value, changed: { value } }));
const commands = fc
  .array(command, { minLength: 8, maxLength: 30 })
  .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list.keys()], { minLength: list.length })))
  .map(([list, ids]) => list.map((rest, i) => ({ ...rest, id: 'o', change: String(ids[i]).padStart(2, '0'), rateIn })));

/** The facts that are accepted in this order of arrival. */
function accepted(arriving: readonly OpportunityCommand[]): readonly OpportunityEvent[] {
  const events: OpportunityEvent[] = [];
  let state = opportunityDecider.initial;
  for (const asked of [opening, ...arriving]) {
    try {
      for (const event of opportunityDecider.decide(asked, state)) {
        events.push(event);
        state = opportunityDecider.evolve(state, event);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      expect(['opportunity-closed', 'not-closed', 'before-its-start']).toContain(error.code);
    }
  }
  return events;
}

/** Wins and losses by day, as figures count them. */
function counted(events: readonly OpportunityEvent[]): readonly string[] {
  const history = newDeal('o');
  for (const event of events) addToDeal(history, event, calendar.dayOf(event.occurredAt));
  return dealFacts(history)
    .filter(({ series, measures }) => series === 'deals' && (measures[2] !== 0n || measures[3] !== 0n))
    .map(({ day, measures }) => `${String(day)} won ${String(measures[2])} lost ${String(measures[3])}`)
    .sort();
}

function acknowledged(events: readonly OpportunityEvent[]): readonly string[] {
  return events
    .filter(({ type }) => type === 'OpportunityWon' || type === 'OpportunityLost')
    .map(({ type, occurredAt }) => {
      const won = type === 'OpportunityWon';
      return `${String(calendar.dayOf(occurredAt))} won ${won ? '1' : '0'} lost ${won ? '0' : '1'}`;
    })
    .sort();
}

describe('an acknowledged win or loss', () => {
  it('counts on its own day, whatever came before or comes after it', () => {
    let closings = 0;
    fc.assert(
      fc.property(commands, (arriving) => {
        const events = accepted(arriving);
        closings += acknowledged(events).length;
        expect(counted(events)).toEqual(acknowledged(events));
      }),
      { numRuns: 1_000 },
    );
    expect(closings).toBeGreaterThan(1_000);
  });

  it('counts there in any order in which the accepted facts arrive', () => {
    const orders = commands.chain((arriving) => {
      const events = accepted(arriving);
      return fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length }));
    });
    fc.assert(
      fc.property(orders, ([events, shuffled]) => {
        expect(counted(shuffled)).toEqual(acknowledged(events));
      }),
      { numRuns: 300 },
    );
  });
});
