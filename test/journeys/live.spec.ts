import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { sale, Stage } from './stage.js';

interface Message {
  readonly id: string;
  readonly event: string;
  readonly data: {
    readonly position: string;
    readonly events: Record<string, number>;
    readonly counters: Record<string, unknown>;
  };
}

/** Node reads a body as it comes; the types of the web do not know that it can. */
function bytesOf({ body }: Response): AsyncIterable<Uint8Array> {
  return Readable.fromWeb(body as ReadableStream);
}

/** Reads messages off a stream until it has seen a position. */
async function listen(
  url: string,
  until: () => string,
  headers: Record<string, string> = {},
): Promise<readonly Message[]> {
  const aborted = new AbortController();
  const response = await fetch(url, { headers, signal: aborted.signal });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const messages: Message[] = [];
  let text = '';
  for await (const chunk of bytesOf(response)) {
    text += Buffer.from(chunk).toString();
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block
          .split('\n')
          .filter(Boolean)
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      );
      if (fields['event'] === 'facts')
        messages.push({ id: fields['id'], event: 'facts', data: JSON.parse(fields['data'] ?? '') } as Message);
    }
    if (Number(messages.at(-1)?.id) >= Number(until())) break;
  }
  aborted.abort();
  return messages;
}

/** The events of all messages together. */
function eventsOf(messages: readonly Message[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { data } of messages)
    for (const [type, count] of Object.entries(data.events)) sums[type] = (sums[type] ?? 0) + count;
  return sums;
}

describe('the live stream', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-03-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    await stage.get('/v1/query?metrics=orders');
  });
  afterAll(() => stage.close());

  it('tells counters at once, then what changes as facts arrive, each event once', async () => {
    const before = stage.position;
    const messages = listen(`${stage.url}/v1/live?after=${before}`, () => String(Number(before) + 2));
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-02-01', '10'));
    await stage.record('/v1/interactions', { id: 'i1', customerId: 'ada', kind: 'call', occurredAt: '2024-02-02' });
    const all = await messages;
    expect(all[0]?.data.counters).toHaveProperty(['customers.total'], 1);
    expect(eventsOf(all)).toEqual({ SaleRecorded: 1, InteractionLogged: 1 });
    expect(Object.assign({}, ...all.map(({ data }) => data.counters)) as object).toMatchObject({
      orders: 1,
      'revenue.net': '10',
      interactions: 1,
    });
    expect(all.at(-1)?.id).toBe(stage.position);
  });

  it('goes on where a listener was', async () => {
    const [first] = await listen(`${stage.url}/v1/live`, () => stage.position, { 'last-event-id': '2' });
    expect(first?.data.events).toEqual({ SaleRecorded: 1, InteractionLogged: 1 });
    expect(await stage.problem('GET', '/v1/live?after=soon')).toBe('400 invalid-request');
  });

  it('ends when the server stops', async () => {
    const response = await fetch(`${stage.url}/v1/live`);
    let text = '';
    let stopped: Promise<void> | undefined;
    for await (const chunk of bytesOf(response)) {
      // Nobody is promised a first message of a server that is about to stop.
      stopped ??= stage.stop();
      text += Buffer.from(chunk).toString();
    }
    await stopped;
    expect(text).toContain('event: facts');
    await stage.start();
  });
});
