import { afterEach, describe, expect, it } from '@jest/globals';
import { serverSentEvents, type ServerSentEvent } from '#client/server-sent-events.js';
import { tallybook } from '#client/index.js';
import { hangUp, problem, ScriptedServer, type Scene } from './scripted-server.js';

const message = (position: string): string =>
  `event: facts\nid: ${position}\ndata: ${JSON.stringify({ position, events: {}, counters: {}, definitions: {} })}\n\n`;

/** Sends so much of a stream, then ends it or is silent. */
function stream(text: string, end: 'ends' | 'breaks' | 'stays'): Scene {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(text, () => {
      if (end === 'ends') response.end();
      if (end === 'breaks') response.destroy();
    });
  };
}

describe('live figures', () => {
  let server: ScriptedServer;
  afterEach(() => server.close());

  /** The positions of the first messages. */
  async function positions(most: number, after?: string): Promise<readonly string[]> {
    const found: string[] = [];
    const options = { waits: [0], silence: 200, ...(after !== undefined && { after }) };
    for await (const { position } of tallybook(server.url, {}).followLive(options)) {
      found.push(position);
      if (found.length === most) break;
    }
    return found;
  }

  it('go on after the last message, whatever becomes of a connection', async () => {
    server = await ScriptedServer.play(
      stream(`${message('3')}event: ping\ndata: \n\n`, 'ends'),
      hangUp,
      problem(503, 'overloaded'),
      stream(`${message('5')}${message('6').slice(0, 20)}`, 'breaks'),
      stream('', 'stays'),
      stream(message('9'), 'stays'),
    );
    expect(await positions(3)).toEqual(['3', '5', '9']);
    expect(server.asked).toEqual([
      'GET /v1/live',
      ...Array<string>(3).fill('GET /v1/live?after=3'),
      ...Array<string>(2).fill('GET /v1/live?after=5'),
    ]);
  });

  it('begin where they are asked to', async () => {
    server = await ScriptedServer.play(stream(message('8'), 'stays'));
    expect(await positions(1, '7')).toEqual(['8']);
    expect(server.asked).toEqual(['GET /v1/live?after=7']);
  });

  it('close their connection when they are left', async () => {
    let isClosed = (): void => undefined;
    const closed = new Promise<void>((resolve) => (isClosed = resolve));
    server = await ScriptedServer.play((response, request) => {
      response.on('close', isClosed);
      void stream(message('1'), 'stays')(response, request);
    });
    expect(await positions(1)).toEqual(['1']);
    await closed;
  });

  it('end with what will not pass, after their patience, and with the reason of a signal', async () => {
    server = await ScriptedServer.play(problem(400, 'invalid-request'), hangUp);
    await expect(positions(1)).rejects.toMatchObject({ code: 'invalid-request' });
    const left = tallybook(server.url).followLive({ waits: [1], patience: 20 });
    await expect(left[Symbol.asyncIterator]().next()).rejects.toThrow('cannot be reached');
    const controller = new AbortController();
    const reason = new Error('enough');
    const told = (): void => controller.abort(reason);
    const followed = tallybook(server.url).followLive({ waits: [600_000], tell: told, signal: controller.signal });
    await expect(followed[Symbol.asyncIterator]().next()).rejects.toBe(reason);
  });
});

describe('server-sent events', () => {
  async function read(...chunks: readonly string[]): Promise<readonly ServerSentEvent[]> {
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      for (const chunk of chunks) yield Buffer.from(chunk, 'latin1');
    };
    const found: ServerSentEvent[] = [];
    for await (const one of serverSentEvents(bytes())) found.push(one);
    return found;
  }

  it('are read as the standard has them, wherever the chunks are cut', async () => {
    const text =
      'id: 1\nevent: a\ndata: x\ndata:y\n\n: said\r\ndata\r\n\r\nid\rdata: z: \xc3\xa9\r\rretry: 5\n\ndata: lost\n';
    const events = [
      { event: 'a', data: 'x\ny', id: '1' },
      { event: 'message', data: '', id: '1' },
      { event: 'message', data: 'z: é', id: '' },
    ];
    expect(await read(text)).toEqual(events);
    expect(await read(...text.split(''))).toEqual(events);
  });
});
