import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../processes/until.js';
import { sale, Stage } from './stage.js';

/** What each automation is set off by, by its id. */
const AUTOMATIONS: Readonly<Record<string, object>> = {
  opened: { fact: 'OpenOpportunity', where: 'event.value > money("100")' },
  offered: { fact: 'ChangeOpportunity', where: 'event.stage == "offer" && region == "north"' },
  won: { fact: 'WinOpportunity' },
  lost: { fact: 'LoseOpportunity' },
  subscribed: { fact: 'StartSubscription', where: 'event.product == "pro" && event.amount >= money("10")' },
  cancelled: { fact: 'CancelSubscription' },
  credited: { fact: 'RecordCredit', where: 'event.total == money("5")' },
  voided: { fact: 'VoidSale', where: 'event.total == money("30")' },
};

/** Beside what sets them off, by names that are not of a customer's own history. */
const NAMING: Readonly<Record<string, object>> = {
  top: { if: 'm == 5' },
  cups: { on: { fact: 'RecordSale', where: '"cup" in products && size(products) == 2' } },
  vips: { if: 'attributes["vip"] == "yes"' },
};

describe('automations that are set off by facts other than sales', () => {
  let stage: Stage;
  const decided = async (id: string): Promise<readonly string[]> => {
    const { decisions } = await stage.get(`/v1/automations/${id}/decisions`);
    const all = decisions as readonly Readonly<Record<'customer' | 'decision', string>>[];
    return all.map(({ customer, decision }) => `${customer} ${decision}`);
  };
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-06-01T09:00:00Z');
    for (const id of ['ada', 'bob'])
      await stage.record('/v1/customers', { id, registeredAt: '2024-01-01', region: id === 'ada' ? 'north' : 'south' });
    await stage.record('/v1/sales', sale('s1', 'bob', '2024-05-20', '30'));
    for (const [id, on] of Object.entries(AUTOMATIONS))
      await stage.record(`/v1/automations/${id}`, { title: id, on, do: [{ followUp: {} }] }, 'PUT');
  });
  afterAll(() => stage.close());

  it('act on the customer of each, and on nobody where there is none', async () => {
    stage.at('2024-06-02T09:00:00Z');
    const at = '2024-06-02T08:00:00Z';
    const open = (id: string, value: string, customerId?: string) =>
      stage.record('/v1/opportunities', { id, value, openedAt: at, ...(customerId !== undefined && { customerId }) });
    await open('o1', '150', 'ada');
    await open('o2', '90', 'bob');
    await open('o3', '500');
    for (const id of ['o1', 'o2'])
      await stage.record(`/v1/opportunities/${id}`, { id: 'c1', occurredAt: at, stage: 'offer' }, 'PATCH');
    await stage.record('/v1/opportunities/o1/win', { id: 'w', occurredAt: at });
    await stage.record('/v1/opportunities/o2/lose', { id: 'l', occurredAt: at, reason: 'price' });
    await stage.record('/v1/opportunities/o3/win', { id: 'w', occurredAt: at });
    const subscription = { customerId: 'ada', startedAt: at, product: 'pro', interval: 'month' };
    await stage.record('/v1/subscriptions', { ...subscription, id: 'b1', amount: '12' });
    await stage.record('/v1/subscriptions', { ...subscription, id: 'b2', amount: '8' });
    await stage.record('/v1/subscriptions/b2/cancel', { id: 'x', occurredAt: at });
    await stage.record('/v1/credits', { id: 'k1', customerId: 'bob', occurredAt: at, amount: '5' });
    await stage.record('/v1/credits', { id: 'k2', occurredAt: at, amount: '5' });
    // However old what it takes back is.
    await stage.record('/v1/sales/s1/void', { id: 'v1', reason: 'entered twice' });
    const tail = Number(stage.position);
    await until(async () => ((await stage.book.outbox().checkpoint('action.decisions')) ?? 0) >= tail);
    stage.position = String(await stage.book.log.tail());
    const found = await Promise.all(Object.keys(AUTOMATIONS).map(async (id) => [id, await decided(id)] as const));
    expect(Object.fromEntries(found)).toEqual({
      opened: ['ada taken'],
      offered: ['ada taken'],
      won: ['ada taken'],
      lost: ['bob taken'],
      subscribed: ['ada taken'],
      cancelled: ['ada taken'],
      credited: ['bob taken'],
      voided: ['bob taken'],
    });
  });

  it('know customers by all that segments know them by, everybody else as known when the day began', async () => {
    stage.at('2024-06-03T09:00:00Z');
    const buyers = ['10', '20', '30', '40', '50'].map((amount, i) => [`c${String(i + 1)}`, amount] as const);
    for (const [id, amount] of buyers) {
      const attributes = { attributes: { vip: id === 'c2' ? 'yes' : 'no' } };
      await stage.record('/v1/customers', { id, registeredAt: '2024-06-01', ...attributes });
      await stage.record('/v1/sales', sale(`first-${id}`, id, '2024-06-03', amount));
    }
    const on = { fact: 'RecordSale' };
    const said = Object.entries(NAMING);
    for (const [id, one] of said)
      await stage.record(`/v1/automations/${id}`, { title: id, on, do: [{ followUp: {} }], ...one }, 'PUT');
    stage.at('2024-06-04T09:00:00Z');
    const cup = { product: 'cup', quantity: 1, unitPrice: '2' };
    await stage.record('/v1/sales', sale('next-c1', 'c1', '2024-06-04', '1000'));
    await stage.record('/v1/sales', sale('next-c5', 'c5', '2024-06-04', '1'));
    await stage.record('/v1/sales', { id: 'next-c2', customerId: 'c2', occurredAt: '2024-06-04', lines: [cup] });
    const tail = Number(stage.position);
    await until(async () => ((await stage.book.outbox().checkpoint('action.decisions')) ?? 0) >= tail);
    stage.position = String(await stage.book.log.tail());
    const found = await Promise.all(said.map(async ([id]) => [id, await decided(id)] as const));
    expect(Object.fromEntries(found)).toEqual({
      // Of 10, 20, 30, 40 and 50 the last fifth begins above 42, whatever is bought on the day itself.
      top: ['c1 taken', 'c5 taken', 'c2 skipped'],
      cups: ['c2 taken'],
      vips: ['c1 skipped', 'c5 skipped', 'c2 taken'],
    });
  });

  it('are tried on history as they acted', async () => {
    for (const id of [...Object.keys(AUTOMATIONS), ...Object.keys(NAMING)]) {
      const day = id in NAMING ? '2024-06-04' : '2024-06-02';
      const days = { from: day, to: day, position: stage.position };
      const { body } = await stage.send('POST', `/v1/automations/${id}/dry-run`, days);
      const all = body['decisions'] as readonly Readonly<Record<'customer' | 'decision', string>>[];
      expect([id, all.map(({ customer, decision }) => `${customer} ${decision}`)]).toEqual([id, await decided(id)]);
    }
  });
});
