import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyDestroyed, type Keyring } from '#kernel/ports/keyring.js';

/** A keyring under test, empty to begin with. */
export interface KeyringUnderTest {
  /** One more look at the same keys; some have them in one process and are never closed. */
  open(): Promise<Keyring>;
  remove(): Promise<void>;
}

const AT = new Date('2024-05-01T10:00:00Z');

/** The law of the Keyring port. */
export function keyringContract(name: string, prepare: () => Promise<KeyringUnderTest>): void {
  describe(`${name}, a keyring`, () => {
    let tested: KeyringUnderTest;
    let keys: Keyring;
    beforeEach(async () => {
      tested = await prepare();
      keys = await tested.open();
    });
    afterEach(() => tested.remove());

    it('makes a key of 32 bytes for each owner, once, and finds it by its id', async () => {
      const ada = await keys.make('customer-ada');
      const bo = await keys.make('customer-bo');
      expect([ada.bytes.length, bo.bytes.length]).toEqual([32, 32]);
      expect(ada.id).not.toBe(bo.id);
      expect(Buffer.from(ada.bytes).equals(bo.bytes)).toBe(false);
      expect(await keys.make('customer-ada')).toEqual(ada);
      expect(await keys.get(ada.id)).toEqual(ada);
      expect(await keys.get('nothing')).toBe(undefined);
    });

    it('shows whoever looks elsewhere what was made and what was destroyed', async () => {
      const other = await tested.open();
      const ada = await keys.make('customer-ada');
      expect(await other.make('customer-ada')).toEqual(ada);
      await other.destroy('customer-ada', AT);
      expect(await keys.get(ada.id)).toBe(undefined);
      expect(await keys.tombstones()).toEqual([{ id: ada.id, owner: 'customer-ada', at: AT.toISOString() }]);
    });

    it('makes none for whom it was destroyed, and destroys it once', async () => {
      const bo = await keys.make('customer-bo');
      await keys.make('customer-ada');
      const grave = await keys.destroy('customer-ada', AT);
      await expect(keys.make('customer-ada')).rejects.toThrow(KeyDestroyed);
      expect(await keys.destroy('customer-ada', new Date('2025-01-01'))).toEqual(grave);
      expect(await keys.get(bo.id)).toEqual(bo);
      expect(await keys.tombstones()).toEqual([grave]);
    });

    it('knows who was about to lose theirs, until they have or are spared', async () => {
      for (const owner of ['customer-ada', 'customer-bo', 'customer-cy'])
        expect(await keys.doom(owner)).toBeUndefined();
      const { id } = await keys.make('customer-ada');
      expect(await keys.doom('customer-ada')).toBe(id);
      await keys.spare('customer-bo');
      await keys.destroy('customer-cy', AT);
      expect(await (await tested.open()).doomed()).toEqual(['customer-ada']);
      expect((await keys.make('customer-ada')).bytes.length).toBe(32);
    });

    it('remembers of those who never had one that they are to have none', async () => {
      const grave = await keys.destroy('customer-cy', AT);
      expect(grave).toMatchObject({ owner: 'customer-cy', at: AT.toISOString() });
      await expect(keys.make('customer-cy')).rejects.toThrow(KeyDestroyed);
    });
  });
}
