import { expect, it } from '@jest/globals';
import type { Receiver } from '#testing/receiver.js';
import type { Server } from '../journeys/server.js';
import { until } from '../processes/until.js';

/** What the loyalty plug-in's kind of channel does on a server that may send to a receiver. */
export function itSendsThroughItsChannels(now: () => { readonly server: Server; readonly receiver: Receiver }): void {
  it('brings messages by channels of its own, whose secrets are shown to nobody', async () => {
    const { server, receiver } = now();
    const wallet = { kind: 'loyalty.wallet', url: receiver.url, pass: 'gold', key: 'let me in' };
    const put = (id: string, body: object) => server.send('PUT', `/v1/channels/${id}`, body);
    const { status, body } = await put('pass', wallet);
    expect([status, body]).toMatchObject([201, { version: 1 }]);
    const shown = await server.get(`/v1/channels/pass?position=${String(body['position'])}`);
    expect(shown).toMatchObject({ id: 'pass', ...wallet, key: 'whsec_***' });
    expect((await put('pass', { ...wallet, key: 'whsec_***' })).body).toMatchObject({ version: 1 });
    expect(JSON.stringify(await server.get('/v1/log?stream=channel-pass'))).not.toContain('let me in');
    for (const [wrong, field] of [
      [{ pass: undefined }, 'pass'],
      [{ path: 'a' }, 'path'],
      [{ kind: 'loyalty.pigeon' }, 'kind'],
    ] as const)
      expect((await put('wrong', { ...wallet, ...wrong })).body['errors']).toMatchObject([{ field }]);
    const description = JSON.stringify((await server.get('/openapi.json'))['components']);
    expect(description).toContain('one of mail, webhook, chat, folder, inbox, loyalty.wallet');
    expect(await (await fetch(server.url)).text()).toContain('<meta name="channel-kinds"');
  });

  it('says what became of a message: taken, refused for ever, or to be tried again', async () => {
    const { server, receiver } = now();
    const tested = async (reply: object) => {
      receiver.replies.push(reply);
      const { id } = (await server.post('/v1/channels/pass/test', {})).body;
      return String(id);
    };
    const ended = async (id: string, states: readonly string[]) => {
      let found: Record<string, unknown> = {};
      await until(async () => {
        const { deliveries } = (await server.get('/v1/deliveries?channel=pass')) as { deliveries: (typeof found)[] };
        found = deliveries.find((one) => one['id'] === id)!;
        const [first] = found['attempts'] as readonly object[];
        return first !== undefined && 'endedAt' in first && states.includes(String(found['state']));
      });
      return found;
    };
    const taken = await tested({});
    await ended(taken, ['delivered']);
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    expect(headers).toMatchObject({ authorization: 'Bearer let me in', 'idempotency-key': taken });
    expect(JSON.parse(body)).toMatchObject({ pass: 'gold', title: 'Test of pass' });
    const refused = await tested({ status: 404, body: 'no such pass' });
    expect((await ended(refused, ['failed', 'delivered']))['attempts']).toMatchObject([
      { error: 'the wallet answers 404: no such pass' },
    ]);
    const again = await tested({ status: 503 });
    await ended(again, ['waiting', 'delivered']);
    await server.post(`/v1/deliveries/${again}/retry`, {});
    expect((await ended(again, ['delivered']))['attempts']).toMatchObject([{ error: 'the wallet answers 503: ' }, {}]);
    expect(receiver.received.filter(({ headers: sent }) => sent['idempotency-key'] === again)).toHaveLength(2);
  });
}
