import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WatchedProcess, freePort } from '../faults/watched-process.js';
import { scratchFolder, Server } from './server.js';

const SECRET = 's3cr3t-Value';

describe('what a server lets others on the machine see', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;

  beforeEach(async () => (scratch = await scratchFolder()));
  afterEach(() => scratch.remove());

  it('is no file of its book, replays included', async () => {
    const folder = join(scratch.folder, 'book');
    const server = await Server.start(folder);
    await server.post('/v1/customers', { id: 'ada', registeredAt: '2023-01-01' });
    await server.get('/v1/query?metrics=customers.total&asOf=2023-06-01T10:00:00Z');
    const names = ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })];
    const modes = names.map((name) => {
      const stat = statSync(join(folder, name));
      return [name, (stat.mode & 0o777).toString(8), stat.isDirectory() ? '700' : '600'] as const;
    });
    await server.stop();
    expect(names.filter((name) => name.startsWith('scratch/')).length).toBeGreaterThan(0);
    expect(modes.filter(([, mode, wanted]) => mode !== wanted)).toEqual([]);
  });

  it('is no person in the log of requests, and every request by its route', async () => {
    const env = { TALLY_DATA_DIR: scratch.folder, TALLY_LOG_LEVEL: 'info' };
    const watched = new WatchedProcess('standalone', await freePort(), env);
    await watched.until(({ status }) => status === 200, 30_000);
    await watched.status('/v1/customers?q=ada@example.org&ada@example.org=1');
    await watched.status('/ada@example.org');
    await watched.status('/v1/customers/ada@example.org');
    await watched.stop();
    const answered = watched.output
      .split('\n')
      .filter((line) => line.includes('"answered"') && !line.includes('readyz'));
    const seen = answered.map((line) => JSON.parse(line) as { route: string; parameters: string[]; status: number });
    expect(seen.map(({ route, parameters, status }) => [route, parameters, status])).toEqual([
      ['/v1/customers', ['q', '?'], 400],
      ['none', [], 404],
      ['/v1/customers/:id', [], 404],
    ]);
    expect(watched.output).not.toContain('example.org');
  });

  it.each([
    ['MONGODB_URI', `mongodb://me:${SECRET}@host:27017/book?authMechanism=${SECRET}`],
    ['MONGODB_URI', `mongodb://me:${SECRET}@host@other/book`],
    ['EVENTSTORE_URL', `esdb://me:${SECRET}@host?tls=${SECRET}`],
    ['EVENTSTORE_URL', `esdb://me:${SECRET}@host?unknown=1`],
    ['KAFKA_PASSWORD', SECRET],
    ['TALLY_PASSWORD', SECRET],
  ])('is no secret where %s is wrong', async (name, value) => {
    const watched = new WatchedProcess('relay', await freePort(), { ...STORES, [name]: value });
    await watched.ended();
    expect([watched.output.includes('cannot start'), watched.output.includes(SECRET)]).toEqual([true, false]);
  });

  it('is no secret where the stores do not answer', async () => {
    const watched = new WatchedProcess('projector', await freePort(), {
      ...STORES,
      EVENTSTORE_URL: `esdb://me:${SECRET}@127.0.0.1:9?tls=false`,
      MONGODB_URI: `mongodb://me:${SECRET}@127.0.0.1:9/book`,
      KAFKA_SASL: 'scram-sha-256',
      KAFKA_USERNAME: 'me',
      KAFKA_PASSWORD: SECRET,
    });
    const { troubles } = await watched.until((ready) => ready.troubles.length >= 4, 30_000);
    await watched.stop();
    expect([troubles.join().includes(SECRET), watched.output.includes(SECRET)]).toEqual([false, false]);
  });
});

const STORES = {
  TALLY_LOG: 'eventstoredb',
  TALLY_BUS: 'kafka',
  TALLY_VIEWS: 'mongodb',
  TALLY_LOG_LEVEL: 'trace',
  EVENTSTORE_URL: 'esdb://127.0.0.1:9?tls=false',
  KAFKA_BROKERS: '127.0.0.1:9',
  MONGODB_URI: 'mongodb://127.0.0.1:9/book',
};
