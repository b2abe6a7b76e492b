import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '#kernel/ports/audit-store.js';
import { MemoryAuditStore } from '#audit-memory/memory-audit-store.js';
import { answered } from '#testing/audit-store.contract.js';
import { AuditTrail } from './audit-trail.js';

/** A store that takes nothing while it is broken. */
class Breaking extends MemoryAuditStore {
  isBroken = false;
  appends = 0;

  override async append(entries: readonly AuditEntry[]): Promise<void> {
    this.appends++;
    if (this.isBroken) throw new Error('read-only');
    return super.append(entries);
  }
}

function trailOn(store: MemoryAuditStore) {
  const errors: unknown[] = [];
  const trail = new AuditTrail(
    store,
    (text) => text,
    (error) => errors.push(error),
  );
  const found = async () =>
    (await store.find({ after: 0, limit: 100_000 })).map(({ n, requestId, status }) => [n, requestId, status]);
  return { trail, errors, found };
}

describe('an audit trail', () => {
  it('has what somebody waits for on disk before it says so, with all that came before', async () => {
    const { trail, found } = trailOn(new MemoryAuditStore());
    trail.note(answered('a'));
    await trail.written(answered('b'));
    expect(await found()).toEqual([
      [1, 'a', 200],
      [2, 'b', 200],
    ]);
    await trail.close();
  });

  it('writes many together', async () => {
    const store = new Breaking();
    const { trail } = trailOn(store);
    await Promise.all(Array.from({ length: 50 }, (_, i) => trail.written(answered(String(i)))));
    expect(store.appends).toBe(1);
    await trail.close();
  });

  it('has written all when it is closed, and when it is asked', async () => {
    const { trail, found } = trailOn(new MemoryAuditStore());
    trail.note(answered('a'));
    expect((await trail.find({ after: 0, limit: 10 })).map(({ requestId }) => requestId)).toEqual(['a']);
    trail.note(answered('b'));
    await trail.close();
    expect(await found()).toHaveLength(2);
  });

  it('refuses whoever waits while it cannot write, keeps the others, and has all of them later, refused ones as such', async () => {
    const store = new Breaking();
    const { trail, errors, found } = trailOn(store);
    store.isBroken = true;
    trail.note(answered('figure'));
    await expect(trail.written(answered('card', { personal: true }))).rejects.toMatchObject({
      code: 'audit-unavailable',
    });
    trail.note(answered('figure 2'));
    expect([await found(), errors.length]).toEqual([[], 1]);
    store.isBroken = false;
    await trail.written(answered('card 2'));
    expect(await found()).toEqual([
      [1, 'figure', 200],
      [2, 'card', 503],
      [3, 'figure 2', 200],
      [4, 'card 2', 200],
    ]);
    await trail.close();
  });

  it('lets nothing be answered whose entry it cannot keep', async () => {
    const store = new Breaking();
    const { trail, found } = trailOn(store);
    store.isBroken = true;
    while (!trail.isFull) trail.note(answered('x'));
    expect(() => trail.needRoom()).toThrow(expect.objectContaining({ code: 'audit-unavailable' }));
    store.isBroken = false;
    await trail.written(answered('last'));
    expect(() => trail.needRoom()).not.toThrow();
    expect((await found()).length).toBeGreaterThan(20_000);
    await trail.close();
  });
});
