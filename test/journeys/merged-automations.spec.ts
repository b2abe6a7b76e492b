import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../processes/until.js';
import { sale, Stage } from './stage.js';

type Decision = Readonly<Record<'customer' | 'decision', string>>;

describe('automations and customers who are merged', () => {
  let stage: Stage;
  const decided = async (): Promise<void> => {
    const tail = Number(stage.position);
    await until(async () => ((await stage.book.outbox().checkpoint('action.decisions')) ?? 0) >= tail);
    stage.position = String(await stage.book.log.tail());
  };
  const said = (found: unknown) =>
    (found as readonly Decision[]).map(({ customer, decision }) => `${customer} ${decision}`);
  const decisions = async () => said((await stage.get('/v1/automations/thanks/decisions'))['decisions']).sort();
  const effect = (query = '') => stage.get(`/v1/automations/thanks/effect${query}`);
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-06-01T09:00:00Z');
    for (const id of ['ada', 'bo']) await stage.record('/v1/customers', { id, registeredAt: '2024-01-01' });
    const thanks = { title: 'Thanks', on: { fact: 'RecordSale' }, do: [{ followUp: {} }], once: 'per-customer' };
    const goal = { metric: 'orders', within: '10d' };
    await stage.record('/v1/automations/thanks', { ...thanks, goal }, 'PUT');
    stage.at('2024-06-02T15:00:00Z');
    for (const id of ['ada', 'bo']) await stage.record('/v1/sales', sale(`s-${id}`, id, '2024-06-02', '10'));
    await decided();
  });
  afterAll(() => stage.close());

  it('act on two until it is known that they are one', async () => {
    expect(await decisions()).toEqual(['ada taken', 'bo taken']);
    stage.at('2024-06-03T15:00:00Z');
    const answer = sale('s-answer', 'bo', '2024-06-03', '30', { campaign: 'thanks' });
    await stage.record('/v1/sales', answer);
    await decided();
    expect(await effect()).toMatchObject({ response: { customers: 2, responses: 1, revenue: '30' } });
  });

  it('count them once, with what both did, from then on', async () => {
    stage.at('2024-07-01T15:00:00Z');
    await stage.record('/v1/customers/bo/merge', { id: 'm1', into: 'ada' });
    expect(await effect()).toMatchObject({
      response: { customers: 1, responses: 1, rate: 1, revenue: '30' },
      acted: { customers: 1, reached: 1, revenue: '30' },
    });
    const before = { response: { customers: 2, responses: 1, revenue: '30' } };
    expect(await effect('?knownAt=2024-06-30')).toMatchObject(before);
  });

  it('act on the one that stays where a fact still names the other', async () => {
    await stage.record('/v1/sales', sale('s-late', 'bo', '2024-07-01', '5'));
    await decided();
    expect(await decisions()).toEqual(['ada skipped', 'ada taken', 'bo skipped', 'bo taken']);
    const days = { from: '2024-06-01', to: '2024-07-01', position: stage.position };
    const { body } = await stage.send('POST', '/v1/automations/thanks/dry-run', days);
    // Each as it was known then.
    expect(said(body['decisions'])).toEqual(['ada taken', 'bo taken', 'bo skipped', 'ada skipped']);
  });
});
