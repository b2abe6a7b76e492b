import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryKeyring } from '#keys-memory/memory-keyring.js';
import { SqliteKeyring, WrongMasterKey } from '#keys-sqlite/sqlite-keyring.js';
import { unwrapped, wrapped } from '#keys-sqlite/wrapped.js';
import { keyringContract } from '#testing/keyring.contract.js';

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

  it('unwraps nothing that was wrapped for another', () => {
    const master = randomBytes(32);
    const bytes = wrapped(master, randomBytes(32), 'customer-ada');
    expect(() => unwrapped(master, bytes, 'customer-bo')).toThrow();
  });
});
