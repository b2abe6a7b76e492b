import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Receiver } from '#testing/receiver.js';
import { scratchFolder } from '../journeys/server.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { cutShort, deliveriesOf } from '../processes/mortal-book.js';
import type { Program } from '../processes/program.js';
import { until } from '../processes/until.js';

const HOUR = 3_600_000;
const CUSTOMERS = ['ada', 'bo', 'cy'];

interface Heard {
  readonly id: string;
  readonly customer: string;
  readonly position: number;
}

/** Reactors that share a webhook: who is told hears each event once, and of each customer in the order of the log. */
describeDeployment('a webhook of two reactors', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;
  let receiver: Receiver;
  let sold = 0;

  const reactors = (ahead = 0): Promise<readonly Program[]> =>
    Promise.all([ahead, ahead].map((by) => deployment.addReactor(by)));
  const sell = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++, sold++) {
      const lines = [{ product: 'tea', quantity: 1, unitPrice: '1' }];
      const customerId = CUSTOMERS[sold % CUSTOMERS.length];
      const sale = { id: `s${String(sold)}`, customerId, occurredAt: '2024-03-01', lines };
      expect((await deployment.api.post('/v1/sales', sale)).status).toBe(201);
    }
  };
  const heard = (): readonly Heard[] =>
    receiver.received.map(({ headers, body }) => {
      const { data } = JSON.parse(body) as { readonly data: { readonly key: string; readonly position: string } };
      return { id: String(headers['webhook-id']), customer: data.key, position: Number(data.position) };
    });
  const delivered = (): Promise<void> =>
    until(async () => {
      const told = await deliveriesOf(deployment.api);
      return told.length === sold && told.every(({ state }) => state === 'delivered');
    });
  /** As each was heard of first: one that a dead process had in hand is heard again. */
  const expectInOrder = (all: readonly Heard[]): void => {
    const firsts = all.filter(({ id }, i) => all.findIndex((one) => one.id === id) === i);
    expect(firsts).toHaveLength(sold);
    for (const customer of CUSTOMERS) {
      const positions = firsts.filter((one) => one.customer === customer).map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    }
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    receiver = await Receiver.start();
    deployment = await Deployment.start({ folder: scratch.folder, env: { TALLY_WEBHOOK_ALLOW: receiver.place } });
    for (const id of CUSTOMERS) await deployment.api.post('/v1/customers', { id, registeredAt: '2024-01-01' });
    const { status } = await deployment.api.send('PUT', '/v1/webhooks/h', {
      url: receiver.url,
      types: ['SaleRecorded'],
    });
    expect(status).toBe(201);
  });

  afterAll(async () => {
    await deployment.stop();
    await receiver.stop();
    await scratch.remove();
  });

  it('brings each event once', async () => {
    const two = await reactors();
    await sell(12);
    await delivered();
    expectInOrder(heard());
    expect(receiver.received).toHaveLength(sold);
    await Promise.all(two.map((one) => one.stop()));
  });

  it('brings all of an hour in which nobody could be told, each customer in order', async () => {
    const two = await reactors();
    receiver.otherwise = { status: 503 };
    const before = receiver.received.length;
    await sell(9);
    // Of each customer the first is tried, and what follows waits behind it.
    await until(
      () =>
        new Set(
          heard()
            .slice(before)
            .map(({ customer }) => customer),
        ).size === CUSTOMERS.length,
    );
    expect(
      new Set(
        heard()
          .slice(before)
          .map(({ id }) => id),
      ).size,
    ).toBe(CUSTOMERS.length);
    await Promise.all(two.map((one) => one.stop()));
    const refused = receiver.received.length;
    receiver.otherwise = {};
    const later = await reactors(HOUR);
    await delivered();
    expect(receiver.received.length - refused).toBe(9);
    expectInOrder(heard());
    await Promise.all(later.map((one) => one.stop()));
  });

  it('brings each, again only what one had in hand that was killed', async () => {
    receiver.otherwise = { silent: true };
    const [mortal, other] = [await deployment.addReactor(2 * HOUR), await deployment.addReactor(2 * HOUR)];
    const before = receiver.received.length;
    await sell(6);
    await until(() => receiver.received.length > before);
    await Promise.all([mortal, other].map((one) => one.kill('SIGKILL')));
    receiver.otherwise = {};
    const later = await reactors(3 * HOUR);
    await delivered();
    expectInOrder(heard());
    const since = heard().slice(before);
    const again = since.length - new Set(since.map(({ id }) => id)).size;
    expect(again).toBe(cutShort(await deliveriesOf(deployment.api)));
    await Promise.all(later.map((one) => one.stop()));
  });
});
