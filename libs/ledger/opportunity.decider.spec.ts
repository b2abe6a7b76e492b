import { describe, expect, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import type { OpportunityEvent } from './events.js';
import { opportunityDecider, type OpportunityCommand } from './opportunity.decider.js';

const day = (text: string) => `2020-${text}T00:00:00.000Z`;
const rateIn = (currency: string) => (currency === 'EUR' ? '1.1' : null);
const opened: OpportunityEvent = {
  type: 'OpportunityOpened',
  schema: 1,
  occurredAt: day('03-01'),
  key: 'c1',
  data: { id: 'o1', customerId: 'c1', value: '100', currency: 'EUR', rate: '1.1' },
};
const base = (change: string) => ({ id: 'o1', customerId: 'c1', change, rate: '1.1' });
const event = (type: string, change: string, on: string, more: object = {}): OpportunityEvent =>
  ({ type, schema: 1, occurredAt: day(on), key: 'c1', data: { ...base(change), ...more } }) as OpportunityEvent;
const later = (change: string, on: string) => ({ id: 'o1', change, at: day(on), rateIn });
const win = (change: string, on: string): OpportunityCommand => ({ ...later(change, on), type: 'WinOpportunity' });
const reopen = (change: string, on: string): OpportunityCommand => ({
  ...later(change, on),
  type: 'ReopenOpportunity',
});

describe('an opportunity', () => {
  it('opens with what it names, region and salesperson of its customer, and the rate of its day', () => {
    const opportunity = { id: 'o1', customerId: 'c1', value: '100', currency: 'EUR' };
    const customer = { closed: false, region: 'north', salesperson: 'Ann' };
    given(opportunityDecider)
      .when({ type: 'OpenOpportunity', at: day('03-01'), opportunity, rateIn, customer })
      .yields({ ...opened, data: { ...opened.data, region: 'north', salesperson: 'Ann' } });
  });

  it('of a customer nobody has registered is refused', () => {
    const opportunity = { id: 'o1', customerId: 'c1', currency: 'CHF' };
    given(opportunityDecider)
      .when({ type: 'OpenOpportunity', at: day('03-01'), opportunity, rateIn })
      .isRefused('customer-unknown', 'customerId');
  });

  it('is won, reopened, and won again', () => {
    given(opportunityDecider, opened)
      .when(win('w1', '03-05'))
      .yields(event('OpportunityWon', 'w1', '03-05'));
    const won = [opened, event('OpportunityWon', 'w1', '03-05')];
    given(opportunityDecider, ...won)
      .when(reopen('x1', '03-07'))
      .yields(event('OpportunityReopened', 'x1', '03-07'));
    const again = [...won, event('OpportunityReopened', 'x1', '03-07')];
    given(opportunityDecider, ...again)
      .when(win('w2', '03-09'))
      .yields(event('OpportunityWon', 'w2', '03-09'));
  });

  it('closes once, and reopens only when closed, judged at the day of the fact', () => {
    const won = [opened, event('OpportunityWon', 'w1', '03-05')];
    given(opportunityDecider, ...won)
      .when(win('w2', '03-06'))
      .isRefused('already-closed');
    given(opportunityDecider, opened).when(reopen('x1', '03-06')).isRefused('not-closed');
    given(opportunityDecider, ...won)
      .when(reopen('x1', '03-04'))
      .isRefused('not-closed');
    given(opportunityDecider, ...won)
      .when({ ...later('l1', '03-04'), type: 'LoseOpportunity', reason: 'price' })
      .yields(event('OpportunityLost', 'l1', '03-04', { reason: 'price' }));
  });

  it('is followed by nothing dated before its opening, and by nothing if it does not exist', () => {
    given(opportunityDecider, opened).when(win('w1', '02-28')).isRefused('before-its-start', 'occurredAt');
    given(opportunityDecider).when(win('w1', '03-05')).isRefused('not-found', 'opportunityId');
  });

  it('takes changes also while it is closed', () => {
    const won = [opened, event('OpportunityWon', 'w1', '03-05')];
    const changed = { stage: 'offer', value: '120' };
    given(opportunityDecider, ...won)
      .when({ type: 'ChangeOpportunity', id: 'o1', change: 'k1', at: day('03-06'), rateIn, changed })
      .yields(event('OpportunityChanged', 'k1', '03-06', changed));
    expect(given(opportunityDecider, ...won).state.turns).toHaveLength(1);
  });
});
