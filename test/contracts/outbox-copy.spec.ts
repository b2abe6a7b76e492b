import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeOver } from '#engine/deliver/take-over.js';
import { TIMES } from '#engine/schedule/schedule.js';
import type { NewDelivery } from '#kernel/delivery.js';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { SqliteOutboxCopy } from '#outbox-sqlite/sqlite-outbox-copy.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';
import { dying, Steps } from '#testing/dying.js';

/** More than a page of a copy. */
const MANY = 1_203;
const NOW = '2024-05-01T10:00:00.000Z';
const END = 100;
const CHANGES = ['takeOver', 'moveOn', 'keep'] as const;

const named = (id: string): NewDelivery => ({ id, kind: 'mail', channel: 'ops', subject: 'alert', body: { of: id } });

describe('an outbox made of a copy', () => {
  let folder: string;
  let copy: SqliteOutboxCopy;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tally-outbox-copy-'));
    const file = join(folder, 'outbox.sqlite');
    const source = SqliteOutbox.open(file);
    await source.enqueue(
      Array.from({ length: MANY }, (_, i) => named(`d${String(i)}`)),
      NOW,
    );
    for (const claim of await source.claim({ kinds: ['mail'], now: NOW, until: NOW, limit: 5 }))
      await source.settle(claim, NOW, 'delivered');
    await source.keep('seal', 'the key');
    await source.moveOn('behind', undefined, 40);
    await source.moveOn('beyond', undefined, END + 7);
    await source.moveOn(`${TIMES}reports`, undefined, Date.parse(NOW));
    await source.close();
    copy = new SqliteOutboxCopy(file);
  });

  afterEach(() => {
    copy.close();
    rmSync(folder, { recursive: true });
  });

  /** All that can be asked of an outbox. */
  async function contentOf(outbox: MemoryOutbox) {
    const reactions = ['behind', 'beyond', `${TIMES}reports`, 'unheard'];
    return {
      deliveries: await outbox.find({ limit: MANY + 1 }),
      kept: await outbox.keep('seal', 'another'),
      checkpoints: await Promise.all(reactions.map((reaction) => outbox.checkpoint(reaction))),
    };
  }

  it('has every delivery, what was kept, and reactions no further than the log goes', async () => {
    const outbox = new MemoryOutbox();
    expect(await takeOver(copy, outbox, END)).toEqual({ deliveries: MANY, open: MANY - 5 });
    const { deliveries, kept, checkpoints } = await contentOf(outbox);
    const right = [...copy.deliveries()].flat();
    expect(deliveries.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(right);
    expect([right.length, kept]).toEqual([MANY, 'the key']);
    expect(checkpoints).toEqual([40, END, Date.parse(NOW), undefined]);
  });

  it('is the same when it is made twice, and keeps what it knows better', async () => {
    const outbox = new MemoryOutbox();
    await takeOver(copy, outbox, END);
    const [claim] = await outbox.claim({ kinds: ['mail'], now: NOW, until: NOW, limit: 1 });
    if (claim === undefined) throw new Error('nothing is due');
    await outbox.settle(claim, NOW, 'delivered');
    await outbox.moveOn('behind', 40, 60);
    const before = await contentOf(outbox);
    await takeOver(copy, outbox, END);
    expect(await contentOf(outbox)).toEqual(before);
  });

  it('is the same in the end wherever it broke off', async () => {
    const right = new MemoryOutbox();
    await takeOver(copy, right, END);
    const whole = await contentOf(right);
    let deaths = 0;
    for (let step = 0; ; step++) {
      const outbox = new MemoryOutbox();
      const died = await takeOver(copy, dying(outbox, CHANGES, new Steps(step)), END).then(
        () => false,
        () => true,
      );
      await takeOver(copy, outbox, END);
      expect([step, await contentOf(outbox)]).toEqual([step, whole]);
      if (!died) break;
      deaths++;
    }
    expect(deaths).toBeGreaterThan(5);
  });

  it('is refused where another key is kept, and nothing comes over', async () => {
    const outbox = new MemoryOutbox();
    await outbox.keep('seal', 'of another outbox');
    await expect(takeOver(copy, outbox, END)).rejects.toThrow(/keeps another seal/);
    expect(await outbox.find({ limit: 1 })).toEqual([]);
  });
});
