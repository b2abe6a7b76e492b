import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cutShort, deliveriesOf, MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';

/** Of one message. The last step first: what one leaves is little for the next, who dies earlier. */
const STEPS = ['after settle', 'before settle', 'after claim', 'after enqueue', 'before enqueue'];
/** Milliseconds: what a dead process had in hand is claimed for a minute. */
const LATER = 61_000;

describe('a message through a channel', () => {
  let book: MortalBook;

  beforeAll(async () => {
    book = await MortalBook.open();
  });
  afterAll(() => book.close());

  it('is lost at no step at which the process is killed, and is the same one when it is sent again', async () => {
    let server = await book.start();
    const channel = { kind: 'webhook', url: book.receiver.url };
    expect((await server.send('PUT', '/v1/channels/hook', channel)).status).toBe(201);
    await server.stop();
    const promised: unknown[] = [];
    for (const diesAt of STEPS) {
      const mortal = await book.startMortal({ diesAt });
      if (mortal === undefined) continue;
      const answer = await mortal.send('POST', '/v1/channels/hook/test').catch(() => undefined);
      if (answer?.status === 202) promised.push(answer.body['id']);
      await until(() => mortal.ended);
    }
    server = await book.start({ ahead: LATER });
    const last = await server.send('POST', '/v1/channels/hook/test');
    promised.push(last.body['id']);
    await until(async () => (await deliveriesOf(server)).every(({ state }) => state === 'delivered'));
    const all = await deliveriesOf(server);
    await server.stop();
    const ids = all.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(promised));
    expect([...new Set(book.heard)].toSorted()).toEqual(ids.toSorted());
    // It is heard again only where a process died that had it in hand.
    expect(book.heard.length - ids.length).toBeLessThanOrEqual(cutShort(all));
    expect(cutShort(all)).toBeGreaterThan(0);
  });
});
