import { describe, expect, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { creditDecider, creditLine } from './credit.decider.js';
import type { CreditContent, CreditRecorded } from './credit.events.js';

const at = '2020-03-01T00:00:00.000Z';
const credit: CreditContent = { id: 'k1', currency: 'USD', rate: '1', amount: '5', lines: [{ amount: '5' }] };
const recorded = (data: CreditContent, key: string): CreditRecorded => ({
  type: 'CreditRecorded',
  schema: 1,
  occurredAt: at,
  key,
  data,
});

describe('recording a credit', () => {
  it('without a customer keeps to its own stream', () => {
    given(creditDecider).when({ type: 'RecordCredit', at, credit }).yields(recorded(credit, 'credit-k1'));
  });

  it('of a customer takes the region and salesperson it does not name, and may follow a closing', () => {
    const customer = { closed: true, region: 'North', salesperson: 'Ann' };
    const own = { ...credit, customerId: 'c1', region: 'South' };
    given(creditDecider)
      .when({ type: 'RecordCredit', at, credit: own, customer })
      .yields(recorded({ ...own, salesperson: 'Ann' }, 'c1'));
  });

  it('needs a customer that is registered', () => {
    given(creditDecider)
      .when({ type: 'RecordCredit', at, credit: { ...credit, customerId: 'c1' } })
      .isRefused('customer-unknown', 'customerId');
  });

  it('has a line’s net as its amount, and keeps what the caller said of it', () => {
    const said = { product: 'tea', category: 'drinks', quantity: '3', unitPrice: '2', discount: '1', tax: '0.5' };
    expect(creditLine({ ...said, gross: '6', reduction: '1' })).toEqual({ ...said, amount: '5' });
  });
});
