import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Json, PendingEvent } from '#kernel/event.js';
import { MemoryKeyring } from '#keys-memory/memory-keyring.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { ProtectedLog } from './protected-log.js';
import { isSealed, opened, sealed } from './sealed-personal.js';

const ADA = { name: 'Ada', email: 'ada@example.org' };

function said(id: string, data: { readonly [field: string]: Json }): PendingEvent {
  const hashes = { hash: `whole-${id}`, plainHash: `plain-${id}` };
  return { id, type: 'Said', schema: 1, occurredAt: '', key: 'ada', claim: id, ...hashes, envelope: {}, data };
}

describe('a log that keeps what is personal sealed', () => {
  let kept: MemoryEventLog;
  let keys: MemoryKeyring;
  let log: ProtectedLog;
  beforeEach(() => {
    kept = new MemoryEventLog(() => new Date());
    keys = new MemoryKeyring();
    log = new ProtectedLog(kept, keys, (_stream, { key }) => `customer-${key}`);
  });

  it('gives back what was said, and has it nowhere', async () => {
    await log.append('a', 'none', [said('e1', { id: 'ada', personal: ADA }), said('e2', { id: 'ada' })]);
    expect(await log.readStream('a')).toMatchObject([
      { id: 'e1', hash: 'whole-e1', data: { id: 'ada', personal: ADA } },
      { id: 'e2', hash: 'whole-e2', data: { id: 'ada' } },
    ]);
    const [first] = await kept.readAll(0, 9);
    expect(first).toMatchObject({ hash: 'plain-e1', data: { id: 'ada', personal: { k: expect.any(String) } } });
    expect(JSON.stringify(await kept.readAll(0, 9))).not.toMatch(/Ada|ada@|whole-e1/);
    expect(await log.readAll(0, 9)).toEqual(await kept.readAll(0, 9));
  });

  it('takes an append again with the same ids, as every log does', async () => {
    const events = [said('e1', { personal: ADA })];
    expect(await log.append('a', 'none', events)).toEqual(await log.append('a', 'none', events));
    expect(await log.tail()).toBe(1);
  });

  it('keeps what is of one with one key, and takes no more of whom it was destroyed', async () => {
    await log.append('a', 'none', [said('e1', { personal: ADA }), said('e2', { personal: ADA })]);
    const [one, other] = (await kept.readStream('a')).map(({ data }) => data['personal']);
    expect(isSealed(one) && isSealed(other) && one.k === other.k && one.c !== other.c).toBe(true);
    await keys.destroy('customer-ada', new Date());
    await expect(log.append('a', 1, [said('e3', { personal: ADA })])).rejects.toMatchObject({
      code: 'customer-erased',
    });
    const [first] = await log.readStream('a');
    expect(first).toMatchObject({ erased: true, hash: 'plain-e1', data: {} });
    expect(first?.data).not.toHaveProperty('personal');
  });

  it('reads what was kept before there were keys', async () => {
    await kept.append('a', 'none', [said('e1', { personal: ADA })]);
    expect(await log.readStream('a')).toEqual(await kept.readStream('a'));
  });
});

describe('what is sealed in an event', () => {
  it('opens in no other, and not once it was changed', async () => {
    const keys = new MemoryKeyring();
    const key = await keys.make('customer-ada');
    const place = { id: 'e1', stream: 'a', type: 'Said' };
    const hidden = sealed({ personal: ADA, hash: 'h' }, place, key);
    expect(await opened(hidden, place, keys)).toEqual({ personal: ADA, hash: 'h' });
    for (const other of [{ id: 'e2' }, { stream: 'b' }, { type: 'Told' }])
      await expect(opened(hidden, { ...place, ...other }, keys)).rejects.toThrow();
    const changed = (hidden.c.startsWith('A') ? 'B' : 'A') + hidden.c.slice(1);
    await expect(opened({ ...hidden, c: changed }, place, keys)).rejects.toThrow();
    expect(await opened({ ...hidden, k: 'none' }, place, keys)).toBe(undefined);
  });

  it('is told from what is open', () => {
    expect([{ k: 'a', n: 'b', c: 'd' }, ADA, null, undefined, 'text', { k: 'a', n: 'b' }].map(isSealed)).toEqual([
      true,
      ...Array.from({ length: 5 }, () => false),
    ]);
  });
});
