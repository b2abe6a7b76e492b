import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import type { Server } from '../journeys/server.js';
import { MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';

const BEFORE = ['before doom', 'after doom', 'before CustomerErased'];
const AFTER = ['after CustomerErased', 'before destroy', 'after destroy'];
/** Each step so often: with as many customers and other places on disk. */
const ROUNDS = 3;
const EVERY = Array.from({ length: ROUNDS }, (_, round) =>
  [...BEFORE, ...AFTER].map((diesAt) => [diesAt, `c${String(round)}-${diesAt.replaceAll(' ', '-')}`] as const),
).flat();

describe('access, contract test 27: an erasure', () => {
  let book: MortalBook;
  let sealed: Readonly<Record<string, string>>;
  let keysFolder: string;
  beforeAll(async () => {
    book = await MortalBook.open();
    keysFolder = join(book.folder, 'keys');
    const master = join(book.folder, 'master.key');
    await writeFile(master, randomBytes(32));
    sealed = { TALLY_MASTER_KEY_FILE: master, TALLY_KEYS_DIR: keysFolder };
    const first = await book.start({ env: sealed });
    for (const [, id] of EVERY)
      expect(
        (await first.post('/v1/customers', { id, name: `Name of ${id}`, email: `${id}@example.org` })).status,
      ).toBe(201);
    await first.stop();
  });
  let server: Server | undefined;
  afterEach(() => server?.stop());
  afterAll(() => book.close());

  const erase = (on: Server, id: string) => on.post(`/v1/customers/${id}/erase`, { id: 'e', reason: 'request' });
  const wrappedOf = (id: string): Buffer => {
    const keys = new DatabaseSync(join(keysFolder, 'keys.sqlite'), { readOnly: true });
    const row = keys.prepare('SELECT wrapped FROM keys WHERE owner = ?').get(`customer-${id}`);
    keys.close();
    return Buffer.from(row?.['wrapped'] as Uint8Array);
  };
  const isOnDisk = async (bytes: Buffer): Promise<boolean> => {
    const names = await readdir(keysFolder);
    return (await Promise.all(names.map((name) => readFile(join(keysFolder, name))))).some((file) =>
      file.includes(bytes),
    );
  };
  const erasuresOf = async (id: string): Promise<number> => {
    const log = SqliteEventLog.openReader(join(book.folder, 'data/log.sqlite'));
    const events = await log.readStream(`customer-${id}`);
    await log.close();
    return events.filter(({ type }) => type === 'CustomerErased').length;
  };

  it.each(EVERY)('is done after the next start, once, where the process is killed %s (%s)', async (diesAt, id) => {
    const wrapped = wrappedOf(id);
    const mortal = await book.startMortal({ diesAt, env: sealed });
    if (mortal === undefined) throw new Error('it died before it was asked');
    await erase(mortal, id).catch(() => undefined);
    await until(() => mortal.ended);
    server = await book.start({ env: sealed });
    const isSaid = AFTER.includes(diesAt);
    expect(await erasuresOf(id)).toBe(isSaid ? 1 : 0);
    // What was not said is as it was.
    const { tail } = await server.get('/v1/log?limit=1');
    const found = await server.get(`/v1/customers/${id}?position=${String(tail)}`);
    expect([found['name'], 'erased' in found]).toEqual([isSaid ? undefined : `Name of ${id}`, isSaid]);
    expect(await isOnDisk(wrapped)).toBe(!isSaid);
    const told = await erase(server, id);
    expect(told).toMatchObject({ status: isSaid ? 200 : 201, body: { duplicate: isSaid } });
    const card = await server.get(`/v1/customers/${id}?position=${String(told.body['position'])}`);
    expect(card).toHaveProperty('erased');
    for (const name of ['name', 'email']) expect(card).not.toHaveProperty(name);
    expect(await isOnDisk(wrapped)).toBe(false);
    expect(await erasuresOf(id)).toBe(1);
  });
});
