import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Guarded } from './guarded.js';

interface Message {
  readonly id: string;
  readonly data: { readonly position: string; readonly type: string; readonly masked?: readonly string[] };
}

/** Reads messages until there are so many. */
async function messages(url: string, count: number, headers: Record<string, string>): Promise<readonly Message[]> {
  const aborted = new AbortController();
  const response = await fetch(url, { headers, signal: aborted.signal });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const found: Message[] = [];
  let text = '';
  for await (const chunk of Readable.fromWeb(response.body as ReadableStream)) {
    text += Buffer.from(chunk as Uint8Array).toString();
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [event, id = '', data = ''] = block.split('\n').map((line) => line.slice(line.indexOf(':') + 1).trim());
      if (event === 'event') found.push({ id, data: JSON.parse(data) as Message['data'] });
    }
    if (found.length >= count) break;
  }
  aborted.abort();
  return found;
}

describe('the journal as a stream', () => {
  const guarded = new Guarded();
  const headers: Record<string, string> = {};
  let key = '';
  const customer = async (id: string): Promise<void> => {
    const body = { id, registeredAt: '2024-01-01', name: 'Wilhelmina' };
    const answer = await guarded.ask('POST', '/v1/customers', { key, body });
    guarded.stage.position = String(answer.body['position']);
  };

  beforeAll(async () => {
    await guarded.start();
    key = await guarded.key('emit:*', 'read:records', 'admin');
    headers['authorization'] = `Bearer ${key}`;
    for (let i = 0; i < 450; i++) await customer(`c${String(i)}`);
    await guarded.stage.book.models.waitFor(Number(guarded.stage.position));
  });
  afterAll(() => guarded.stage.close());

  const url = (more = ''): string => `${guarded.stage.url}/v1/events/stream${more}`;

  it('has what is there after a position, what comes, and goes on where it was broken off', async () => {
    const first = await messages(url('?after=0&type=CustomerRegistered'), 450, headers);
    const { body } = await guarded.ask('GET', '/v1/events?type=CustomerRegistered&limit=1000', { key });
    const { events } = body as { readonly events: readonly Message['data'][] };
    expect(first.map(({ data }) => data)).toEqual(events);
    expect(first.map(({ id }) => id)).toEqual(events.map(({ position }) => position));
    const last = first.at(-1)?.id ?? '';
    const following = messages(url('?type=CustomerRegistered'), 2, { ...headers, 'last-event-id': last });
    await customer('d1');
    await customer('d2');
    const told = await following;
    expect(told.map(({ data }) => data.type)).toEqual(['CustomerRegistered', 'CustomerRegistered']);
    expect(Number(told[0]?.id)).toBeGreaterThan(Number(last));
  });

  it('lets whoever listens know at once, while nothing has come yet', async () => {
    const ended = new AbortController();
    const listening = await fetch(url('?after=0&type=SaleRecorded'), { headers, signal: ended.signal });
    const { value } = await listening.body!.getReader().read();
    expect(Buffer.from(value).toString()).toBe('event: ping\ndata: \n\n');
    ended.abort();
  });

  it('tells of nobody what the key may not see, and nothing of keys', async () => {
    const all = await messages(url('?after=0'), 452, headers);
    expect(JSON.stringify(all)).not.toContain('Wilhelmina');
    expect(all.filter(({ data }) => data.masked?.join() === 'name')).toHaveLength(452);
    expect(all.some(({ data }) => data.type === 'KeyIssued')).toBe(false);
    expect((await guarded.ask('GET', '/v1/events/stream', { key: await guarded.key('read') })).status).toBe(403);
  });
});
