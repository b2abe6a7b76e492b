import { afterEach, describe, expect, it } from '@jest/globals';
import { each } from '#client/each.js';
import { NoTallybook, ProblemError, tallybook, Unreachable, type Client, type ClientOptions } from '#client/index.js';
import { waitAfter } from '#client/persistence.js';
import { events, hangUp, json, problem, ScriptedServer, type Scene } from './scripted-server.js';

const RECEIPT = { id: 's-1', position: '7', duplicate: false };
const SALE = { id: 's-1', occurredAt: '2024-03-10', lines: [{ product: 'tea', quantity: 1, unitPrice: '2.50' }] };
const AT_ONCE: ClientOptions = { waits: [0] };

describe('a call of the client', () => {
  let server: ScriptedServer;
  const playing = async (options: ClientOptions, ...scenes: readonly Scene[]): Promise<Client> => {
    server = await ScriptedServer.play(...scenes);
    return tallybook(`${server.url}/`, options);
  };
  afterEach(() => server.close());

  it('sends what the path names, the body, and lists value by value', async () => {
    const book = await playing({}, json({}));
    await book.recordSale(SALE);
    await book.refundSale('a/b ?', { id: 'r-1', occurredAt: '2024-03-11', amount: '1' });
    await book.showSale('s-1', { position: '7' });
    await book.listCustomers({ region: ['a,b', 'c\\'], limit: 5 });
    await book.listRecords({ metric: 'orders', where: { region: ['north', ''] } });
    await book.checkHealth();
    expect(server.asked).toEqual([
      `POST /v1/sales ${JSON.stringify(SALE)}`,
      'POST /v1/sales/a%2Fb%20%3F/refunds {"id":"r-1","occurredAt":"2024-03-11","amount":"1"}',
      'GET /v1/sales/s-1?position=7',
      'GET /v1/customers?region=a%5C%2Cb&region=c%5C&limit=5',
      'GET /v1/records?metric=orders&where.region=north&where.region=',
      'GET /healthz',
    ]);
  });

  it('says which version a thing must have to be changed', async () => {
    const said: unknown[] = [];
    const fetched: typeof fetch = async (_input, init) => {
      said.push(new Headers(init?.headers).get('if-match'));
      return Response.json({});
    };
    const book = tallybook('http://127.0.0.1', { fetch: fetched });
    await book.retireQuestion('q', { ifMatch: 3 });
    await book.retireQuestion('q', { ifMatch: '*' });
    await book.retireQuestion('q');
    expect(said).toEqual(['"3"', '*', null]);
  });

  it('tells the stages of work that has some, and takes what comes at its end', async () => {
    const progress = { stage: 'facts', number: 2, of: 4 };
    const told: unknown[] = [];
    const onStage = (stage: unknown): void => void told.push(stage);
    const refusal = { status: 503, code: 'took-too-long', detail: 'it took too long' };
    const book = await playing(
      AT_ONCE,
      events(['progress', progress]),
      events(['progress', progress], ['problem', refusal]),
      events(['progress', progress], ['answer', { customers: [] }]),
      json({ customers: ['of an earlier release'] }),
      events(['problem', { ...refusal, status: 422, code: 'answer-too-large' }]),
    );
    // A stream that ends before its answer, and what passes by itself, are asked for again.
    expect(await book.listCustomerValues({}, { onStage })).toEqual({ customers: [] });
    expect(told).toEqual([progress, progress, progress]);
    expect(await book.listCustomerValues({}, { onStage })).toEqual({ customers: ['of an earlier release'] });
    const refused = book.listCustomerValues({}, { onStage });
    await expect(refused).rejects.toMatchObject({ status: 422, code: 'answer-too-large' });
    expect(server.asked).toHaveLength(5);
  });

  it('sends a fact again until it is answered: it is counted once', async () => {
    const book = await playing(
      AT_ONCE,
      hangUp,
      problem(503, 'log-unavailable'),
      problem(429, 'overloaded'),
      json(RECEIPT),
    );
    expect(await book.recordSale(SALE)).toEqual(RECEIPT);
    expect(server.asked).toEqual(Array<string>(4).fill(`POST /v1/sales ${JSON.stringify(SALE)}`));
  });

  it('does not send again what might begin a second time, unless it was refused', async () => {
    const book = await playing(AT_ONCE, problem(503, 'overloaded'), hangUp, json({}));
    await expect(book.startReplay({})).rejects.toBeInstanceOf(Unreachable);
    expect(server.asked).toEqual(['POST /v1/replays {}', 'POST /v1/replays {}']);
  });

  it('gives up when its patience is over, at once where it has none or would have to wait longer', async () => {
    const book = await playing({ waits: [1] }, problem(503, 'overloaded'));
    await expect(book.checkHealth({ patience: 20 })).rejects.toMatchObject({ code: 'overloaded', status: 503 });
    const before = server.asked.length;
    await expect(book.checkHealth({ patience: 0 })).rejects.toMatchObject({ code: 'overloaded' });
    expect(server.asked.length).toBe(before + 1);
    await server.close();
    const strict = await playing(AT_ONCE, problem(429, 'too-many-replays', {}, { 'retry-after': '3600' }));
    await expect(strict.checkHealth({ patience: 60_000 })).rejects.toMatchObject({ retryAfter: 3_600_000 });
    expect(server.asked.length).toBe(1);
  });

  it('waits longer from try to try, a part of it by chance, and as long as the server asks for', () => {
    const waits = [100, 1_000];
    const away = new Unreachable('http://127.0.0.1', new Error('gone'));
    for (const [attempt, most] of [100, 1_000, 1_000].entries())
      for (let i = 0; i < 20; i++) {
        const wait = waitAfter(away, waits, attempt);
        expect([wait >= most / 2, wait <= most]).toEqual([true, true]);
      }
    const asked = new ProblemError('overloaded', 429, 'too many', [], {}, 5_000);
    expect(waitAfter(asked, waits, 0)).toBe(5_000);
  });

  it('throws what the server says as a typed error, with its fields', async () => {
    const errors = [{ field: 'lines[0].quantity', detail: 'must be a number' }];
    const book = await playing(AT_ONCE, problem(400, 'invalid-request', { errors, more: 1 }));
    const error: unknown = await book.recordSale(SALE).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      name: 'ProblemError',
      code: 'invalid-request',
      status: 400,
      detail: 'it says invalid-request',
      message: 'it says invalid-request',
      errors,
      members: { errors, more: 1 },
      retryAfter: undefined,
    });
    expect(server.asked.length).toBe(1);
  });

  it('takes an answer of another status that is no problem for one', async () => {
    const book = await playing(AT_ONCE, json({ status: 'not ready', position: '3', building: null }, 503));
    expect(await book.checkReadiness()).toEqual({ status: 'not ready', position: '3', building: null });
  });

  it('says that something is no Tallybook, and that nobody is there', async () => {
    const book = await playing(AT_ONCE, (response) => void response.end('<html>'));
    await expect(book.checkHealth()).rejects.toEqual(new NoTallybook(`${server.url}/healthz`, 200));
    const { url } = server;
    await server.close();
    const nobody = tallybook(url, { patience: 0 }).checkHealth();
    await expect(nobody).rejects.toThrow(`${url} cannot be reached (ECONNREFUSED): is a server running there?`);
    server = await ScriptedServer.play();
  });

  it('ends with the reason of a signal, while it is asked and while it waits', async () => {
    const asking = new AbortController();
    const reason = new Error('enough');
    const book = await playing({ waits: [600_000], patience: 3_600_000 }, () => asking.abort(reason), hangUp);
    await expect(book.checkHealth({ signal: asking.signal })).rejects.toBe(reason);
    const waiting = new AbortController();
    const told: string[] = [];
    const late = tallybook(server.url, {
      waits: [600_000],
      patience: 3_600_000,
      tell: (line) => {
        told.push(line);
        waiting.abort(reason);
      },
    });
    await expect(late.checkHealth({ signal: waiting.signal })).rejects.toBe(reason);
    expect(told).toEqual([expect.stringMatching(/^http.* cannot be reached .*; trying again for 3600 s$/)]);
  });

  it('sends its headers with every request', async () => {
    const seen: unknown[] = [];
    const book = await playing({ headers: { authorization: 'Bearer key' } }, (response, { headers }) => {
      seen.push(headers.authorization);
      response.end('{}');
    });
    await book.checkHealth();
    await book.recordSale(SALE);
    expect(seen).toEqual(['Bearer key', 'Bearer key']);
  });
});

describe('lists of the client', () => {
  it('are asked for page by page, as their items are taken', async () => {
    const page = (customers: readonly object[], next: string | null): Scene => json({ customers, next });
    const server = await ScriptedServer.play(page([{ id: 'a' }, { id: 'b' }], 'n 1'), page([{ id: 'c' }], null));
    const book = tallybook(server.url);
    const found: string[] = [];
    const asked: number[] = [];
    for await (const { id } of book.each.listCustomers({ region: ['north'], limit: 2 })) {
      found.push(id);
      asked.push(server.asked.length);
    }
    expect([found, asked]).toEqual([
      ['a', 'b', 'c'],
      [1, 1, 2],
    ]);
    expect(server.asked).toEqual([
      'GET /v1/customers?region=north&limit=2',
      'GET /v1/customers?region=north&limit=2&cursor=n+1',
    ]);
    await server.close();
  });

  it('does not go round with a list whose page says that it is the next one after itself', async () => {
    const asked: unknown[] = [];
    const round = (...args: readonly unknown[]): Promise<unknown> => {
      asked.push(args[0]);
      return Promise.resolve({ events: ['an event'], next: '1' });
    };
    const takeAll = async (): Promise<void> => {
      const listing = { items: 'events', cursor: 'after', named: 0 };
      for await (const event of each(round, listing, [{ limit: 1 }])) expect(event).toBe('an event');
    };
    await expect(takeAll()).rejects.toThrow('the page after 1 says that it is the next one after itself');
    expect(asked).toEqual([{ limit: 1 }, { limit: 1, after: '1' }]);
  });
});
