import { describe, expect, it } from '@jest/globals';
import { demoBusiness } from './business.js';
import type { DemoFact } from './fact.js';

const some = [...demoBusiness({ facts: 3_000, seed: 7 })];

const count = (facts: readonly DemoFact[]): Readonly<Record<string, number>> =>
  facts.reduce<Record<string, number>>((sum, { type }) => ({ ...sum, [type]: (sum[type] ?? 0) + 1 }), {});

describe('the generated business', () => {
  it('is the same for the same seed and another for another', () => {
    expect([...demoBusiness({ facts: 3_000, seed: 7 })]).toEqual(some);
    expect([...demoBusiness({ facts: 3_000, seed: 8 })]).not.toEqual(some);
  });

  it('is the same as history, known in its order and each fact after it happened', () => {
    const history = [...demoBusiness({ facts: 3_000, seed: 7, isHistory: true })];
    expect(history.map(({ type, data }) => ({ type, data }))).toEqual(some);
    const times = history.map(({ knownSince = '' }) => knownSince);
    expect([...times].sort()).toEqual(times);
    expect([times[0], times.at(-1)]).toEqual(['2023-01-01T23:59:59Z', '2024-12-30T23:59:59Z']);
    const early = history.filter(
      ({ data: { occurredAt }, knownSince = '' }) => typeof occurredAt === 'string' && occurredAt > knownSince,
    );
    expect(early.map(({ type }) => type)).toEqual([]);
  });

  it('has as many facts as were asked for, each under an id of its own', () => {
    expect(some).toHaveLength(3_000);
    expect(new Set(some.map(({ data }) => data['id'])).size).toBe(3_000);
  });

  it('has every kind of fact that happens to customers, sales, opportunities and subscriptions', () => {
    expect(Object.keys(count(some)).sort()).toEqual([
      'CancelSubscription',
      'ChangeCustomer',
      'ChangeOpportunity',
      'ChangeSubscription',
      'CloseCustomer',
      'LogInteraction',
      'LoseOpportunity',
      'OpenOpportunity',
      'RecordSale',
      'RefundSale',
      'RegisterCustomer',
      'ReopenCustomer',
      'ReopenOpportunity',
      'ResumeSubscription',
      'SetRate',
      'StartSubscription',
      'VoidSale',
      'WinOpportunity',
    ]);
  });

  it('sells in two currencies beside that of the book, with a rate for each', () => {
    const facts = [...demoBusiness({ facts: 3_000, seed: 7, currency: 'EUR' })];
    const of = (type: string) =>
      [...new Set(facts.filter((fact) => fact.type === type).map(({ data }) => data['currency']))].sort();
    expect(of('SetRate')).toEqual(['CHF', 'GBP']);
    expect(of('RecordSale')).toEqual(['CHF', 'GBP', undefined]);
  });
});
