import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { nextEventId } from '#kernel/event-ids.js';
import type { Register } from '#kernel/ports/register.js';
import { MemoryRegister } from '#views-memory/memory-register.js';
import { MongoRegister } from '#views-mongodb/mongo-register.js';
import { SqliteRegister } from '#views-sqlite/sqlite-register.js';
import { killedWhileChanging } from './killed-while-changing.js';
import { withMongoServers } from './with-server.js';

interface Votes {
  readonly by: readonly string[];
}
const NOBODY: Votes = { by: [] };

/** The law of a value that all processes see and change; `open` connects one more process to the one of a name. */
function registerContract(adapter: string, open: (name: string) => Register<Votes>): void {
  describe(`${adapter}, a register`, () => {
    let name: string;
    let one: Register<Votes>;
    let two: Register<Votes>;
    const voted =
      (voter: string) =>
      ({ by }: Votes): Votes => ({ by: [...by, voter] });

    beforeEach(() => {
      name = nextEventId();
      [one, two] = [open(name), open(name)];
    });
    afterEach(async () => {
      await Promise.all([one.close(), two.close()]);
    });

    it('has its initial value until it is changed, and then the same for everybody', async () => {
      expect([await one.read(), await two.read()]).toEqual([NOBODY, NOBODY]);
      expect(await one.change(voted('ada'))).toEqual({ by: ['ada'] });
      expect(await two.change(voted('bob'))).toEqual({ by: ['ada', 'bob'] });
      expect([await one.read(), await two.read()]).toEqual([{ by: ['ada', 'bob'] }, { by: ['ada', 'bob'] }]);
    });

    it('is another one under another name', async () => {
      const other = open(nextEventId());
      await one.change(voted('ada'));
      expect(await other.read()).toEqual(NOBODY);
      await other.close();
    });

    it('stays as it is where an edit answers nothing', async () => {
      expect(await one.change(() => undefined)).toEqual(NOBODY);
      await one.change(voted('ada'));
      expect(await two.change(() => undefined)).toEqual({ by: ['ada'] });
      expect(await one.read()).toEqual({ by: ['ada'] });
    });

    it.each([
      ['the first', 0],
      ['later ones', 1],
    ])('loses none of many changes at a time, %s', async (_, before) => {
      for (let i = 0; i < before; i++) await one.change(voted('before'));
      const voters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
      const after = await Promise.all(voters.map((voter, i) => (i % 2 === 0 ? one : two).change(voted(voter))));
      const { by } = await one.read();
      expect(by.slice(before).toSorted()).toEqual(voters);
      // Each answered the value with its own change last.
      expect(after.map((votes) => votes.by.at(-1))).toEqual(voters);
      expect(after.map((votes) => votes.by)).toEqual(voters.map((voter) => by.slice(0, by.indexOf(voter) + 1)));
    });
  });
}

const inMemory = new Map<string, MemoryRegister<Votes>>();
registerContract('memory', (name) => {
  const known = inMemory.get(name) ?? new MemoryRegister(NOBODY);
  inMemory.set(name, known);
  return known;
});

let folder = '';
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'tally-register-'))));
afterAll(() => rm(folder, { recursive: true }));
registerContract('sqlite', (name) => SqliteRegister.open(join(folder, 'registers.sqlite'), name, NOBODY));

describe('a register in a file', () => {
  it('is there after the process that changed it was killed in the middle of changes, with all it was told is done', async () => {
    const file = join(folder, 'killed.sqlite');
    for (let round = 0; round < 5; round++) {
      const answered = await killedWhileChanging(file);
      const register = SqliteRegister.open(file, 'count', { by: [] as readonly string[] });
      const { by } = await register.read();
      await register.close();
      expect(by.map(Number)).toEqual(by.map((_, i) => i));
      expect([by.length === answered, by.length === answered + 1]).toContain(true);
    }
  });

  it('says so where it is none', async () => {
    const file = join(folder, 'letter.sqlite');
    await writeFile(file, 'Dear Ada,'.repeat(100));
    expect(() => SqliteRegister.open(file, 'x', NOBODY)).toThrow('file is not a database');
  });
});

withMongoServers((adapter, uri) => {
  it(`${adapter}: goes on from what an earlier release has left`, async () => {
    const name = nextEventId();
    const client = new MongoClient(uri);
    const registers = client.db().collection<{ _id: string; revision: number; value: string }>('registers');
    await registers.insertOne({ _id: name, revision: 3, value: '{"by":["ada"]}' });
    const register = MongoRegister.connect(uri, name, NOBODY);
    expect(await register.read()).toEqual({ by: ['ada'] });
    await register.change(({ by }) => ({ by: [...by, 'bob'] }));
    expect(await register.read()).toEqual({ by: ['ada', 'bob'] });
    await Promise.all([register.close(), client.close()]);
  });

  registerContract(adapter, (name) => MongoRegister.connect(uri, name, NOBODY));
});
