import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '#kernel/delivery.js';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { asking, at, delivery, ids, only, STEPS, type OutboxUnderTest } from './outbox-under-test.js';

/** The law of an outbox that takes over what another one had. */
export function outboxTakingContract(name: string, prepare: () => Promise<OutboxUnderTest>): void {
  describe(`${name}, an outbox that takes over another`, () => {
    /** One delivery of each state. */
    async function becameOf(one = new MemoryOutbox()): Promise<readonly Delivery[]> {
      await one.enqueue(
        ['delivered', 'failed', 'given-up', 'under-way'].map((id) => delivery(id)),
        at(0),
      );
      const [delivered, failed, givenUp] = await one.claim(asking(1, { until: at(600) }));
      await one.settle(delivered as Delivery, at(2), { note: 'not taken for bo' });
      await one.settle(failed as Delivery, at(3), { error: 'refused', retryAt: at(607) });
      await one.settle(givenUp as Delivery, at(4), { error: 'gone' });
      return one.find({ limit: 10 });
    }

    it('takes over what another outbox had with all that became of it, and keeps what it knows', async () => {
      const before = await becameOf();
      const next = await prepare();
      const into = await next.open();
      await into.takeOver(before);
      expect(await into.find({ limit: 10 })).toEqual(before);
      expect(await into.enqueue([delivery('delivered'), delivery('given-up'), delivery('new')], at(50))).toEqual([
        'new',
      ]);
      const known = new Map(before.map((one) => [one.id, one]));
      expect(await into.settle(known.get('under-way') as Delivery, at(51), 'delivered')).toBe('settled');
      expect(ids(await into.claim(asking(60)))).toEqual(['new']);
      expect(await only(into.claim(asking(607)))).toMatchObject({ id: 'failed', attempts: [{}, { at: at(607) }] });
      const after = await into.find({ limit: 10 });
      await into.takeOver(before);
      expect(await into.find({ limit: 10 })).toEqual(after);
      await into.close();
      await next.remove();
    });

    it('has taken over all of it in the end when a process dies at any step', async () => {
      const before = await becameOf();
      let deaths = 0;
      for (let step = 0; step < STEPS; step++) {
        const next = await prepare();
        const one = await next.dying(step);
        const died = await one.takeOver(before).then(
          () => false,
          () => true,
        );
        await one.close().catch(() => undefined);
        const into = await next.open();
        await into.takeOver(before);
        expect([step, await into.find({ limit: 10 })]).toEqual([step, before]);
        await into.close();
        await next.remove();
        if (!died) break;
        deaths++;
      }
      expect(deaths).toBeGreaterThan(0);
      expect(deaths).toBeLessThan(STEPS);
    });
  });
}
