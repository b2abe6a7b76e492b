import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextEventId } from '#kernel/event-ids.js';
import { KeyDestroyed } from '#kernel/ports/keyring.js';
import { MongoKeyring } from '#keys-mongodb/mongo-keyring.js';
import { MemoryKeyring } from '#keys-memory/memory-keyring.js';
import { rewrap } from '#keys-sqlite/rewrap.js';
import { SqliteKeyring } from '#keys-sqlite/sqlite-keyring.js';
import { unwrapped, wrapped, WrongMasterKey } from '#engine/personal/wrapped.js';
import { keyringContract } from '#testing/keyring.contract.js';
import { connectTo } from '#views-mongodb/connection.js';
import { withMongoServers } from './with-server.js';

keyringContract('memory', async () => {
  const keys = new MemoryKeyring();
  return { open: async () => keys, remove: () => Promise.resolve() };
});

keyringContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-keys-'));
  const master = randomBytes(32);
  const opened: SqliteKeyring[] = [];
  return {
    open: async () => {
      const keys = SqliteKeyring.open(join(folder, 'keys.sqlite'), master);
      opened.push(keys);
      return keys;
    },
    remove: async () => {
      for (const keys of opened) await keys.close();
      rmSync(folder, { recursive: true });
    },
  };
});

withMongoServers((adapter, uri) => {
  keyringContract(adapter, async () => {
    const name = `keys-${nextEventId()}`;
    const master = randomBytes(32);
    const opened: MongoKeyring[] = [];
    return {
      open: async () => {
        const keys = new MongoKeyring(connectTo(uri), name, master);
        opened.push(keys);
        return keys;
      },
      remove: async () => {
        for (const keys of opened) await keys.close();
      },
    };
  });

  describe(`${adapter}, a keyring`, () => {
    const inCollection = async (run: (name: string, open: (master: Uint8Array) => MongoKeyring) => Promise<void>) => {
      const opened: MongoKeyring[] = [];
      const name = `keys-${nextEventId()}`;
      const open = (master: Uint8Array): MongoKeyring => {
        const keys = new MongoKeyring(connectTo(uri), name, master);
        opened.push(keys);
        return keys;
      };
      await run(name, open).finally(() => Promise.all(opened.map((keys) => keys.close())));
    };

    it('is refused under another master key, whatever is asked of it', () =>
      inCollection(async (_name, open) => {
        await open(randomBytes(32)).make('customer-ada');
        const other = open(randomBytes(32));
        await expect(other.prepare()).rejects.toThrow(WrongMasterKey);
        await expect(other.make('customer-bo')).rejects.toThrow(WrongMasterKey);
      }));

    it('is known to be there once somebody has opened it', () =>
      inCollection(async (name, open) => {
        const client = connectTo(uri);
        expect(await MongoKeyring.isThere(client, name)).toBe(false);
        await open(randomBytes(32)).prepare();
        expect(await MongoKeyring.isThere(client, name)).toBe(true);
        await client.close();
      }));

    it('has no key of one whose was destroyed, in whatever order others make and destroy it', () =>
      inCollection(async (_name, open) => {
        const master = randomBytes(32);
        const [one, other] = [open(master), open(master)];
        await one.prepare();
        for (let round = 0; round < 10; round++) {
          const owner = `customer-${String(round)}`;
          const [made, grave] = await Promise.allSettled([one.make(owner), other.destroy(owner, new Date())]);
          expect(grave.status).toBe('fulfilled');
          const isDestroyed = made.status === 'rejected' && made.reason instanceof KeyDestroyed;
          expect(isDestroyed || (await other.get(made.status === 'fulfilled' ? made.value.id : '?'))).toBe(
            isDestroyed || undefined,
          );
          await expect(other.make(owner)).rejects.toThrow(KeyDestroyed);
        }
      }));
  });
});

describe('a keyring in a file', () => {
  const inFolder = async (run: (folder: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'tally-keys-'));
    await run(folder).finally(() => rmSync(folder, { recursive: true }));
  };
  const bytesIn = (folder: string) =>
    Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

  it('has a key on disk as it is wrapped, and nothing of it once it is destroyed', () =>
    inFolder(async (folder) => {
      const master = randomBytes(32);
      const keys = SqliteKeyring.open(join(folder, 'keys.sqlite'), master);
      const ada = await keys.make('customer-ada');
      const on = bytesIn(folder);
      const at = on.indexOf(Buffer.from(`${ada.id}customer-ada`));
      const row = on.subarray(at + `${ada.id}customer-ada`.length).subarray(0, 12 + 32 + 16);
      expect(Buffer.from(unwrapped(master, row, `${ada.id} customer-ada`)).equals(ada.bytes)).toBe(true);
      expect(on.includes(Buffer.from(ada.bytes))).toBe(false);
      await keys.destroy('customer-ada', new Date());
      expect(bytesIn(folder).includes(row)).toBe(false);
      expect(bytesIn(folder).includes(row.subarray(20, 40))).toBe(false);
      await keys.close();
    }));

  it('is refused under another master key', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'keys.sqlite');
      await SqliteKeyring.open(file, randomBytes(32)).close();
      expect(() => SqliteKeyring.open(file, randomBytes(32))).toThrow(WrongMasterKey);
    }));

  it('is wrapped with another master key as a whole, once, whoever has it open', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'keys.sqlite');
      const [before, next] = [randomBytes(32), randomBytes(32)] as const;
      const open = SqliteKeyring.open(file, before);
      const owners = Array.from({ length: 1_001 }, (_, i) => `customer-${String(i)}`);
      const made = await Promise.all(owners.map((owner) => open.make(owner)));
      const grave = await open.destroy('customer-1', new Date());
      await open.doom('customer-2');
      expect(rewrap(file, before, next)).toBe(1_000);
      await expect(open.make('customer-new')).rejects.toThrow(WrongMasterKey);
      await expect(open.get(made[0]?.id ?? '')).rejects.toThrow(WrongMasterKey);
      expect(() => SqliteKeyring.open(file, before)).toThrow(WrongMasterKey);
      expect(() => rewrap(file, before, randomBytes(32))).toThrow(WrongMasterKey);
      await open.close();
      expect(rewrap(file, before, next)).toBe(undefined);
      const again = SqliteKeyring.open(file, next);
      for (const [i, key] of made.entries()) expect(await again.get(key.id)).toEqual(i === 1 ? undefined : key);
      expect([await again.tombstones(), await again.doomed()]).toEqual([[grave], ['customer-2']]);
      await again.close();
    }));

  it('is wrapped with either master key wherever wrapping it anew is killed', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'keys.sqlite');
      const [before, next] = [randomBytes(32), randomBytes(32)] as const;
      const keys = SqliteKeyring.open(file, before);
      const made = await Promise.all(['a', 'b', 'c'].map((owner) => keys.make(owner)));
      await keys.close();
      // Killed at its last step: all is written, and nothing is committed.
      const dies = `const db = new (require('node:sqlite').DatabaseSync)(process.argv[1]);
        db.exec("PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE keys SET wrapped = zeroblob(60); UPDATE kept SET wrapped = zeroblob(60)");
        process.kill(process.pid, 'SIGKILL')`;
      expect(spawnSync(process.execPath, ['-e', dies, file]).signal).toBe('SIGKILL');
      expect(rewrap(file, before, next)).toBe(3);
      const again = SqliteKeyring.open(file, next);
      for (const key of made) expect(await again.get(key.id)).toEqual(key);
      await again.close();
    }));

  it('unwraps nothing that was wrapped for another', () => {
    const master = randomBytes(32);
    const bytes = wrapped(master, randomBytes(32), 'customer-ada');
    expect(() => unwrapped(master, bytes, 'customer-bo')).toThrow();
  });
});
