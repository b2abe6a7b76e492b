import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '#kernel/delivery.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { Died } from './outbox.contract.js';
import { asking, at, delivery, only, STEPS, type OutboxUnderTest } from './outbox-under-test.js';

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
      const fresh = await only(into.claim(asking(60)));
      expect([fresh.id, await into.settle(fresh, at(61), 'delivered')]).toEqual(['new', 'settled']);
      expect(await only(into.claim(asking(607)))).toMatchObject({ id: 'failed', attempts: [{}, { at: at(607) }] });
      const after = await into.find({ limit: 10 });
      await into.takeOver(before);
      expect(await into.find({ limit: 10 })).toEqual(after);
      await into.close();
      await next.remove();
    });

    /** Whether the process died at it. */
    async function diesTaking(one: Outbox, deliveries: readonly Delivery[]): Promise<boolean> {
      try {
        await one.takeOver(deliveries);
        return false;
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        return true;
      }
    }

    it('has taken over all of it in the end when a process dies at any step', async () => {
      const before = await becameOf();
      let deaths = 0;
      for (let step = 0; step < STEPS; step++) {
        const next = await prepare();
        // What it is kept in is there already.
        await (await next.open()).close();
        const one = await next.dying(step);
        const died = await diesTaking(one, before);
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
