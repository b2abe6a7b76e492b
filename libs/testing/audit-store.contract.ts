import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditEntry, AuditStore } from '#kernel/ports/audit-store.js';

/** An audit store under test, with nothing in it to begin with. */
export interface AuditStoreUnderTest {
  /** One more look at the same entries; some have them in one process and are never closed. */
  open(): Promise<AuditStore>;
  remove(): Promise<void>;
}

/** An answer that somebody was given. */
export function answered(requestId: string, more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    type: 'Answered',
    at: '2024-05-01T10:00:00.000Z',
    principal: 'key:bi',
    keyId: 'bi',
    route: 'GET /v1/query',
    scope: 'read',
    question: { metrics: 'orders' },
    rows: null,
    status: 200,
    requestId,
    position: '12',
    recordsReturned: 3,
    personal: false,
    customer: null,
    ...more,
  };
}

/** The law of the AuditStore port. */
export function auditStoreContract(name: string, prepare: () => Promise<AuditStoreUnderTest>): void {
  describe(`${name}, an audit store`, () => {
    let tested: AuditStoreUnderTest;
    let store: AuditStore;
    beforeEach(async () => {
      tested = await prepare();
      store = await tested.open();
    });
    afterEach(async () => {
      await store.close();
      await tested.remove();
    });

    const all = { after: 0, limit: 100 };
    const ids = async (more: object = {}) =>
      (await store.find({ ...all, ...more })).map(({ n, requestId }) => [n, requestId]);

    it('keeps every entry as it was, numbered from 1 in their order', async () => {
      const entries = [
        answered('a'),
        answered('b', { type: 'AccessDenied', status: 403, position: null, recordsReturned: null }),
        answered('ç "', { question: { q: 'hashed:x', list: [1, null, 'é'] }, rows: { region: ['north'] } }),
      ];
      await store.append(entries.slice(0, 2));
      await store.append(entries.slice(2));
      expect(await store.find(all)).toEqual(entries.map((entry, i) => ({ ...entry, n: i + 1 })));
    });

    it('keeps all of it for the process that comes next, and goes on numbering', async () => {
      await store.append([answered('a'), answered('b')]);
      await store.close();
      store = await tested.open();
      await store.append([answered('c')]);
      expect(await ids()).toEqual([
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ]);
    });

    it('numbers without gap what several append at once', async () => {
      await Promise.all(['a', 'b', 'c', 'd'].map((id) => store.append([answered(id), answered(`${id}'`)])));
      const found = await store.find(all);
      expect(found.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(found.map(({ requestId }) => requestId).sort()).toEqual(['a', "a'", 'b', "b'", 'c', "c'", 'd', "d'"]);
    });

    it('gives pages that go on where the one before ended', async () => {
      await store.append(['a', 'b', 'c', 'd', 'e'].map((id) => answered(id)));
      expect(await ids({ limit: 2 })).toEqual([
        [1, 'a'],
        [2, 'b'],
      ]);
      expect(await ids({ limit: 2, after: 4 })).toEqual([[5, 'e']]);
      expect(await ids({ after: 5 })).toEqual([]);
    });

    it('finds by principal, by route with its method or without, by customer, and by all of them', async () => {
      const card = { route: 'GET /v1/customers/{id}', customer: 'ada' };
      await store.append([
        answered('a'),
        answered('b', card),
        answered('c', { principal: 'key:crm', ...card }),
        answered('d', { principal: null, route: null }),
        answered('e', { route: 'PATCH /v1/customers/{id}', customer: 'bob' }),
      ]);
      const found = async (more: object) => (await ids(more)).map(([, id]) => id);
      expect(await found({ principal: 'key:bi' })).toEqual(['a', 'b', 'e']);
      expect(await found({ route: 'GET /v1/customers/{id}' })).toEqual(['b', 'c']);
      expect(await found({ route: '/v1/customers/{id}' })).toEqual(['b', 'c', 'e']);
      expect(await found({ customer: 'ada' })).toEqual(['b', 'c']);
      expect(await found({ customer: 'ada', principal: 'key:crm', route: '/v1/customers/{id}' })).toEqual(['c']);
      expect(await found({ customer: 'nobody' })).toEqual([]);
    });
  });
}
