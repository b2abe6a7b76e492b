import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SessionStore } from '#kernel/ports/session-store.js';

/** A store under test, empty to begin with. */
export interface SessionStoreUnderTest {
  /** One more look at the same sessions; some have them in one process. */
  open(): Promise<SessionStore>;
  remove(): Promise<void>;
}

const NOW = Date.parse('2024-05-01T10:00:00Z');

/** The law of the SessionStore port. */
export function sessionStoreContract(name: string, prepare: () => Promise<SessionStoreUnderTest>): void {
  describe(`${name}, a store of sessions`, () => {
    let tested: SessionStoreUnderTest;
    let store: SessionStore;
    let elsewhere: SessionStore;
    beforeEach(async () => {
      tested = await prepare();
      store = await tested.open();
      elsewhere = await tested.open();
    });
    afterEach(() => tested.remove());

    const session = (id: string, more: object = {}) => ({ id, until: NOW + 1_000, text: `{"of":"${id}"}`, ...more });
    const there = async (...ids: readonly string[]) => {
      const found = await Promise.all(ids.map((id) => elsewhere.get(id)));
      return ids.filter((_id, i) => found[i] !== undefined);
    };

    it('shows whoever looks elsewhere what was kept, word for word', async () => {
      const bo = session('a', { subject: 'bo', visit: 'v-1' });
      await store.keep(bo, NOW);
      await store.keep(session('b'), NOW);
      expect([await elsewhere.get('a'), await elsewhere.get('b')]).toEqual([bo, session('b')]);
      expect(await elsewhere.get('c')).toBeUndefined();
    });

    it('gives one to one of all who take it, and to nobody afterwards', async () => {
      await store.keep(session('a'), NOW);
      const taken = await Promise.all([store, elsewhere, store, elsewhere].map((one) => one.take('a')));
      expect(taken.filter((one) => one !== undefined)).toEqual([session('a')]);
      await elsewhere.extend('a', NOW + 9_000);
      expect(await store.get('a')).toBeUndefined();
    });

    it('moves the end of one, and drops those that are over when the next is kept', async () => {
      for (const id of ['a', 'b', 'c']) await store.keep(session(id), NOW);
      await elsewhere.extend('b', NOW + 5_000);
      await store.extend('b', NOW + 2_000);
      expect(await store.get('b')).toEqual(session('b', { until: NOW + 5_000 }));
      await elsewhere.keep(session('d', { until: NOW + 9_000 }), NOW + 999);
      expect(await there('a', 'b', 'c', 'd')).toEqual(['a', 'b', 'c', 'd']);
      await elsewhere.keep(session('e', { until: NOW + 9_000 }), NOW + 1_000);
      expect(await there('a', 'b', 'c', 'd', 'e')).toEqual(['b', 'd', 'e']);
    });

    it('ends a visit, a visit of somebody, or all of somebody', async () => {
      const visits = { a: ['bo', 'v-1'], b: ['bo', 'v-2'], c: ['cy', 'v-1'], d: ['cy', 'v-3'], e: ['di', 'v-4'] };
      for (const [id, [subject, visit]] of Object.entries(visits))
        await store.keep(session(id, { subject, visit }), NOW);
      await store.keep(session('f'), NOW);
      await store.takeOf({ subject: 'cy', visit: 'v-1' });
      expect(await there('a', 'b', 'c', 'd', 'e', 'f')).toEqual(['a', 'b', 'd', 'e', 'f']);
      await store.takeOf({ visit: 'v-3' });
      expect(await there('a', 'b', 'd', 'e', 'f')).toEqual(['a', 'b', 'e', 'f']);
      await store.takeOf({ subject: 'bo' });
      await store.takeOf({});
      expect(await there('a', 'b', 'e', 'f')).toEqual(['e', 'f']);
    });
  });
}
