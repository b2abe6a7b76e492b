import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { copyFile, cp, link, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { scratchFolder, tally } from './server.js';
import { signingKey } from './signing-key.js';
import { sale, Stage } from './stage.js';

const ADA = { id: 'ada', registeredAt: '2024-01-01', region: 'north', name: 'Wilhelmina', email: 'minna@example.org' };
const CALL = { id: 'i1', customerId: 'ada', occurredAt: '2024-01-03', kind: 'call', subject: 'Zahnschmerzen' };
const DEAL = { id: 'o1', openedAt: '2024-01-03', value: '70', title: 'Erbschaft' };
const TASK = { id: 'f1', customerId: 'ada', note: 'Rosenstrauss' };
const WORDS = ['Wilhelmina', 'minna@example', 'Zahnschmerzen', 'Erbschaft', 'Rosenstrauss'];

interface Entry {
  readonly id: string;
  readonly hash?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

describe('access, contract test 32: a book that was begun without keys, protected', () => {
  const stage = new Stage();
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let data: string;
  const at = (name: string) => join(scratch.folder, name);
  const keys = () => ({ TALLY_MASTER_KEY_FILE: at('master.key'), TALLY_KEYS_DIR: at('keys') });
  const protect = (folder: string, ...more: readonly string[]) => tally(['protect', '--data', folder, ...more], keys());
  const events = async () => (await stage.send('GET', '/v1/log?limit=1000')).body['events'] as readonly Entry[];
  const shown = async () => {
    const paths = ['/v1/figures?grain=day', '/v1/figures?asOf=2024-01-03', '/v1/cohorts', '/v1/customers/ada'];
    return Promise.all(paths.map((path) => stage.get(path)));
  };
  const wordsIn = async (folder: string, leavingOut?: string): Promise<readonly string[]> => {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const found = files.filter((one) => one.isFile() && one.name !== leavingOut);
    const contents = await Promise.all(found.map(({ parentPath, name }) => readFile(join(parentPath, name))));
    return WORDS.filter((word) => contents.some((bytes) => bytes.includes(word)));
  };
  let before: readonly Entry[];
  let shownBefore: readonly object[];

  beforeAll(async () => {
    scratch = await scratchFolder();
    await writeFile(at('master.key'), randomBytes(32));
    stage.at('2024-01-10T00:00:00Z');
    await stage.start();
    data = await stage.folder();
    await stage.record('/v1/customers', ADA);
    await stage.record('/v1/interactions', CALL);
    await stage.record('/v1/opportunities', DEAL);
    await stage.record('/v1/follow-ups', TASK);
    await stage.bulk(
      Array.from({ length: 300 }, (_, i) =>
        i % 3 === 0
          ? { type: 'RegisterCustomer', data: { id: `c${String(i)}`, name: `${WORDS[0] ?? ''} ${String(i)}` } }
          : { type: 'RecordSale', data: sale(`s${String(i)}`, 'ada', '2024-01-04', '1.10') },
      ),
    );
    // A book of some size has no read models yet that answer when it is opened.
    await stage.bulk(
      Array.from({ length: 2_000 }, (_, i) => ({
        type: 'RecordSale',
        data: sale(`t${String(i)}`, 'ada', '2024-01-05', '2.20'),
      })),
    );
    [before, shownBefore] = [await events(), await shown()];
    await stage.stop();
    await cp(data, at('copy'), { recursive: true });
  });
  afterAll(async () => {
    await stage.close();
    await scratch.remove();
  });

  it('has nobody of it in clear but beside it, and in its place all that it had', async () => {
    expect(await wordsIn(data)).toEqual(WORDS);
    // As if somebody had been killed on the way: both names are of the same file, and the next one was begun.
    await link(join(data, 'log.sqlite'), join(data, 'log.sqlite.clear'));
    await writeFile(join(data, 'log.sqlite.protecting'), 'half');
    const { code, out } = await protect(data);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^104 of 2305 events are sealed, and all figures are what they were/),
    ]);
    expect(await wordsIn(data, 'log.sqlite.clear')).toEqual([]);
    await stage.start(keys());
    await stage.ready();
    const after = await events();
    const without = ({ hash: _, data: { personal: _personal, ...rest }, ...event }: Entry) => ({
      ...event,
      data: rest,
    });
    expect(after.map(without)).toEqual(before.map(without));
    expect(after.filter(({ data: { personal } }) => personal !== undefined)).toHaveLength(104);
    expect(await shown()).toEqual(shownBefore);
  });

  it('takes what was sent before for the same, also of whom was erased since', async () => {
    for (const [path, body] of [
      ['/v1/customers', ADA],
      ['/v1/interactions', CALL],
      ['/v1/opportunities', DEAL],
      ['/v1/follow-ups', TASK],
    ] as const)
      expect([path, await stage.send('POST', path, body)]).toMatchObject([path, { status: 200 }]);
    expect(await stage.problem('POST', '/v1/customers', { ...ADA, name: 'Another' })).toBe('409 id-conflict');
    await stage.record('/v1/customers/ada/erase', { id: 'e1', reason: 'request' });
    expect(await stage.get('/v1/customers/ada')).toMatchObject({ erased: { at: expect.any(String) } });
    const { name: _, email: _email, ...rest } = ADA;
    expect(await stage.send('POST', '/v1/customers', rest)).toMatchObject({ status: 200 });
    await stage.stop();
  });

  it('is protected once, and starts with its keys only', async () => {
    expect(await protect(data)).toMatchObject({ code: 2, err: expect.stringContaining('protected already') });
    await expect(stage.start({ TALLY_LOG_LEVEL: 'silent' })).rejects.toThrow('TALLY_MASTER_KEY_FILE');
  });

  it('has nobody in clear any more once the log of before is discarded', async () => {
    expect(await protect(data, '--discard')).toMatchObject({ code: 0 });
    expect(await wordsIn(data)).toEqual([]);
    expect(await protect(data, '--discard')).toMatchObject({ code: 2, err: expect.stringContaining('no clear log') });
  });

  it('stays as it is where somebody may hold a head of it, or where it is damaged, or beside its server', async () => {
    const folder = await other('signed');
    const { TALLY_SIGNING_KEY_FILE } = await signingKey(scratch.folder);
    await copyFile(TALLY_SIGNING_KEY_FILE, join(folder, 'heads.txt'));
    expect(await protect(folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining('heads of this log were signed'),
    });
    expect(await protect(at('nothing'))).toMatchObject({ code: 2, err: expect.stringContaining('there is no book') });
    const within = { ...keys(), TALLY_KEYS_DIR: join(folder, 'keys') };
    const wrong = await tally(['protect', '--data', folder], within);
    expect(wrong.err).toContain('must not lie in the data folder');
    expect(await wordsIn(folder)).toEqual(WORDS);
    const damaged = await other('damaged');
    const db = new DatabaseSync(join(damaged, 'log.sqlite'));
    db.exec("UPDATE events SET data = data || ' ' WHERE position = 7");
    db.close();
    expect(await protect(damaged)).toMatchObject({ code: 2, err: expect.stringContaining('the log is damaged') });
    await stage.start(keys());
    const beside = await protect(data);
    expect([beside.code, beside.err]).toEqual([1, expect.stringContaining('in use')]);
  });

  async function other(name: string): Promise<string> {
    await cp(at('copy'), at(name), { recursive: true });
    return at(name);
  }
});
