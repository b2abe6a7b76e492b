import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextEventId } from '#kernel/event-ids.js';
import type { Keyring, PersonalKey } from '#kernel/ports/keyring.js';
import { copiedKeys as copiedOfMongo, putKeys as putIntoMongo } from '#keys-mongodb/copied-keys.js';
import { MongoKeyring } from '#keys-mongodb/mongo-keyring.js';
import { copiedKeys as copiedOfFile, putKeys as putIntoFile } from '#keys-sqlite/copied-keys.js';
import { SqliteKeyring } from '#keys-sqlite/sqlite-keyring.js';
import { connectTo } from '#views-mongodb/connection.js';
import { withMongoServers } from './with-server.js';

const AT = new Date('2024-05-01T00:00:00.000Z');

withMongoServers((adapter, uri) => {
  describe(`copies of the keys in ${adapter} and in a file`, () => {
    /** Fills a keyring. @returns the keys that are left in it */
    async function filled(keyring: Keyring): Promise<readonly PersonalKey[]> {
      const left = [await keyring.make('customer-ada'), await keyring.make('customer-bo')];
      await keyring.make('customer-cy');
      await keyring.destroy('customer-cy', AT);
      await keyring.doom('customer-bo');
      return left;
    }

    async function expectSame(keyring: Keyring, keys: readonly PersonalKey[]): Promise<void> {
      for (const { id, bytes } of keys)
        expect(Buffer.from((await keyring.get(id))?.bytes ?? []).equals(Buffer.from(bytes))).toBe(true);
      expect(await keyring.tombstones()).toMatchObject([{ owner: 'customer-cy', at: AT.toISOString() }]);
      expect(await keyring.doomed()).toEqual(['customer-bo']);
      await expect(keyring.make('customer-cy')).rejects.toThrow('was destroyed');
      expect(await keyring.make('customer-ada')).toMatchObject({ id: keys[0]?.id });
    }

    it('make the same keyring again, in the store that they are of and in the other', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tally-keys-'));
      const [master, client] = [randomBytes(32), connectTo(uri)];
      const collection = (): string => `keys-${nextEventId()}`;
      const inFile = (name: string) => SqliteKeyring.open(join(folder, name), master);
      const [from, again, elsewhere] = [collection(), collection(), collection()];
      const keys = await filled(new MongoKeyring(client, from, master));
      const copy = await copiedOfMongo(client, from);
      await putIntoMongo(client, again, copy);
      await expectSame(new MongoKeyring(client, again, master), keys);
      putIntoFile(join(folder, 'of-mongo'), copy);
      const ofMongo = inFile('of-mongo');
      await expectSame(ofMongo, keys);

      const file = inFile('own');
      const own = await filled(file);
      const ofFile = copiedOfFile(join(folder, 'own'));
      // One that was killed has put some of it.
      await putIntoMongo(client, elsewhere, Buffer.from(JSON.stringify({ ...keysOf(ofFile), kept: [] })));
      await putIntoMongo(client, elsewhere, ofFile);
      await expectSame(new MongoKeyring(client, elsewhere, master), own);
      await Promise.all([file.close(), ofMongo.close(), client.close()]);
      rmSync(folder, { recursive: true });
    });
  });
});

function keysOf(copy: Uint8Array): object {
  return JSON.parse(Buffer.from(copy).toString()) as object;
}
