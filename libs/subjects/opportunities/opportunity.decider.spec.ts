import { describe, expect, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import type { OpportunityEvent } from './opportunity.events.js';
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

  it('is won together by those whose shares are a whole', () => {
    const credits = [
      { salesperson: 'Ann', share: '0.4' },
      { salesperson: 'Ben', share: '0.6' },
    ];
    given(opportunityDecider, opened)
      .when({ ...later('w1', '03-05'), type: 'WinOpportunity', credits })
      .yields(event('OpportunityWon', 'w1', '03-05', { credits }));
    given(opportunityDecider, opened)
      .when({ ...later('w1', '03-05'), type: 'WinOpportunity', credits: credits.slice(1) })
      .isRefused('shares-not-whole', 'credits');
  });

  it('closes once, and reopens only when closed, judged at the day of the fact', () => {
    const won = [opened, event('OpportunityWon', 'w1', '03-05')];
    given(opportunityDecider, ...won)
      .when(win('w2', '03-06'))
      .isRefused('opportunity-closed', 'occurredAt');
    given(opportunityDecider, opened).when(reopen('x1', '03-06')).isRefused('not-closed');
    given(opportunityDecider, ...won)
      .when(reopen('x1', '03-04'))
      .isRefused('not-closed');
  });

  it('is lost with a reason', () => {
    given(opportunityDecider, opened)
      .when({ ...later('l1', '03-04'), type: 'LoseOpportunity', reason: 'price' })
      .yields(event('OpportunityLost', 'l1', '03-04', { reason: 'price' }));
  });

  it('is not closed where a closing already recorded would lose its day by it', () => {
    const lose: OpportunityCommand = { ...later('l1', '03-04'), type: 'LoseOpportunity' };
    const won = event('OpportunityWon', 'w1', '03-05');
    given(opportunityDecider, opened, won).when(lose).isRefused('opportunity-closed', 'occurredAt');
    const reopened = event('OpportunityReopened', 'x1', '03-02');
    const lost = event('OpportunityLost', 'l0', '03-01');
    // Between a reopening and a closing it is open, but not free.
    given(opportunityDecider, opened, lost, reopened, won).when(lose).isRefused('opportunity-closed', 'occurredAt');
    // At the same instant the ids decide which comes first.
    given(opportunityDecider, opened, won).when(win('a', '03-05')).isRefused('opportunity-closed', 'occurredAt');
    given(opportunityDecider, opened, won).when(win('z', '03-05')).isRefused('opportunity-closed', 'occurredAt');
  });

  it('is closed between two reopenings, the later of which had nothing to do', () => {
    const turns = [
      event('OpportunityLost', 'l0', '03-02'),
      event('OpportunityReopened', 'x2', '03-08'),
      event('OpportunityReopened', 'x1', '03-04'),
    ];
    given(opportunityDecider, opened, ...turns)
      .when(win('w1', '03-06'))
      .yields(event('OpportunityWon', 'w1', '03-06'));
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
