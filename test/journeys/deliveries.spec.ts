import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStandalone, type Standalone } from '#apps/standalone/start.js';
import { readSettings } from '#platform/settings.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';
import { join } from 'node:path';
import { until } from '../processes/until.js';
import { scratchFolder, type Reply } from './server.js';

interface Told {
  readonly id: string;
  readonly state: string;
  readonly attempts: readonly { readonly error?: string }[];
}

const at = '2024-05-01T10:00:00.000Z';
const delivery = (id: string, channel = 'ops', subject = 'report') => {
  return { id, kind: 'note', channel, subject, body: { title: id } };
};

describe('deliveries', () => {
  const refused = new Set<string>(['two']);
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let standalone: Standalone;

  const ask = async (path: string, method = 'GET'): Promise<Reply> => {
    const response = await fetch(standalone.url + path, { method });
    return { status: response.status, body: (await response.json()) as Reply['body'] };
  };
  const list = async (query = ''): Promise<readonly Told[]> =>
    (await ask(`/v1/deliveries${query}`)).body['deliveries'] as Told[];

  beforeAll(async () => {
    scratch = await scratchFolder();
    const outbox = SqliteOutbox.open(join(scratch.folder, 'outbox.sqlite'));
    await outbox.enqueue([delivery('one'), delivery('two'), delivery('three', 'boss', 'alert')], at);
    await outbox.close();
    const settings = readSettings({ TALLY_DATA_DIR: scratch.folder, TALLY_PORT: '0', TALLY_LOG_LEVEL: 'silent' });
    const send = async ({ id }: { readonly id: string }): Promise<void> => {
      if (refused.has(id)) throw new Error('the bell is broken');
    };
    const doings = { reactions: [], scheduled: [], senders: { note: { send } } };
    standalone = await startStandalone({ settings, doings });
    await until(async () => (await list('?state=delivered')).length === 2);
    await until(async () => (await list('?state=waiting'))[0]?.attempts[0]?.error !== undefined);
  });

  afterAll(async () => {
    await standalone.close();
    await scratch.remove();
  });

  it('are shown with every attempt, by channel, state and subject', async () => {
    const ids = async (query: string) => (await list(query)).map(({ id }) => id);
    expect(await ids('')).toEqual(['two', 'three', 'one']);
    expect(await ids('?channel=ops')).toEqual(['two', 'one']);
    expect(await ids('?channel=ops&state=delivered')).toEqual(['one']);
    expect(await ids('?subject=alert')).toEqual(['three']);
    const [two] = await list('?state=waiting');
    expect(two).toMatchObject({ id: 'two', channel: 'ops', subject: 'report', enqueuedAt: at, body: { title: 'two' } });
    expect(two?.attempts[0]).toMatchObject({ error: 'the bell is broken' });
  });

  it('come in pages, each once', async () => {
    const seen: unknown[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await ask(`/v1/deliveries?limit=1${cursor}`);
      seen.push(...(body['deliveries'] as Told[]).map(({ id }) => id));
      if (body['next'] === null) break;
      cursor = `&cursor=${body['next'] as string}`;
    }
    expect(seen).toEqual(['two', 'three', 'one']);
    expect((await ask(`/v1/deliveries?state=failed${cursor}`)).body).toMatchObject({ code: 'invalid-request' });
    expect((await ask('/v1/deliveries?cursor=WyJhIl0')).status).toBe(400);
    expect((await ask('/v1/deliveries?state=lost')).body['detail']).toContain('waiting, claimed, delivered, failed');
  });

  it('are tried again at once where somebody wants that, and only where it can be of use', async () => {
    refused.clear();
    expect(await ask('/v1/deliveries/two/retry', 'POST')).toMatchObject({ status: 200, body: { id: 'two' } });
    await until(async () => (await list('?state=delivered')).length === 3);
    const again = await ask('/v1/deliveries/two/retry', 'POST');
    expect(again).toMatchObject({ status: 200, body: { id: 'two', state: 'delivered' } });
    expect(await ask('/v1/deliveries/four/retry', 'POST')).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});
