import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bus, BusRecord } from '#kernel/ports/bus.js';

/** More records than any bus holds for consumers that do not take them. */
const TOO_MANY = 50_000;

function records(shard: number, from: number, to: number): readonly BusRecord[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({ shard, position: from + i, previous: from + i - 1 }));
}

/** What a consumer got, and when it has got as much as is waited for. */
class Inbox {
  readonly got: number[] = [];
  private waiting: { readonly count: number; readonly resolve: () => void } | undefined;

  take(batch: readonly BusRecord[]): void {
    for (const { position } of batch) this.got.push(position);
    if (this.waiting !== undefined && this.got.length >= this.waiting.count) this.waiting.resolve();
  }

  until(count: number): Promise<void> {
    if (this.got.length >= count) return Promise.resolve();
    return new Promise((resolve) => (this.waiting = { count, resolve }));
  }
}

/** The law of the Bus port. @param patience milliseconds in which a publisher that does not wait would be done with too many records */
export function busContract(name: string, open: () => Promise<Bus>, patience = 100): void {
  describe(`${name}, a bus`, () => {
    let bus: Bus;

    beforeEach(async () => {
      bus = await open();
    });

    afterEach(() => bus.close());

    it('delivers a shard in order, to every group', async () => {
      const [one, two] = [new Inbox(), new Inbox()];
      await bus.subscribe('one', async (_shard, batch) => one.take(batch));
      await bus.subscribe('two', async (_shard, batch) => two.take(batch));
      await bus.publish(records(0, 1, 2_500));
      await Promise.all([one.until(2_500), two.until(2_500)]);
      expect(one.got).toEqual(records(0, 1, 2_500).map(({ position }) => position));
      expect(two.got).toEqual(one.got);
    });

    it('delivers a batch again until it is handled', async () => {
      const inbox = new Inbox();
      let refusals = 2;
      await bus.subscribe('group', async (_shard, batch) => {
        if (refusals-- > 0) throw new Error('not now');
        inbox.take(batch);
      });
      await bus.publish(records(0, 1, 10));
      await inbox.until(10);
      expect(inbox.got).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });

    it('gives each shard to one member of a group at a time', async () => {
      const inbox = new Inbox();
      const busy = new Map<number, number>();
      // A bus must get over what a handler throws, so what it does wrong is noted and looked at in the end.
      let most = 0;
      const member = async (shard: number, batch: readonly BusRecord[]): Promise<void> => {
        const members = (busy.get(shard) ?? 0) + 1;
        busy.set(shard, members);
        most = Math.max(most, members);
        await new Promise((resolve) => setImmediate(resolve));
        inbox.take(batch);
        busy.set(shard, (busy.get(shard) ?? 0) - 1);
      };
      await bus.subscribe('group', member);
      await bus.subscribe('group', member);
      for (let shard = 0; shard < 4; shard++) await bus.publish(records(shard, 1, 500));
      await inbox.until(2_000);
      expect(most).toBe(1);
      expect(inbox.got).toHaveLength(2_000);
    });

    it('makes the publisher wait for consumers that are too far behind', async () => {
      const inbox = new Inbox();
      let open: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      await bus.subscribe('group', async (_shard, batch) => {
        await gate;
        inbox.take(batch);
      });
      const publishing = bus.publish(records(0, 1, TOO_MANY)).then(() => 'published');
      expect(await Promise.race([publishing, sleep(patience, 'waits')])).toBe('waits');
      open();
      await Promise.all([publishing, inbox.until(TOO_MANY)]);
      expect(inbox.got).toEqual(records(0, 1, TOO_MANY).map(({ position }) => position));
    });

    it('waits for the batch in hand when a member stops', async () => {
      const order: string[] = [];
      let begun: () => void = () => undefined;
      let open: () => void = () => undefined;
      const inHand = new Promise<void>((resolve) => (begun = resolve));
      const gate = new Promise<void>((resolve) => (open = resolve));
      const stop = await bus.subscribe('group', async () => {
        begun();
        await gate;
        order.push('handled');
      });
      await bus.publish(records(0, 1, 1));
      await inHand;
      const stopping = stop().then(() => order.push('stopped'));
      await sleep(patience);
      open();
      await stopping;
      expect(order).toEqual(['handled', 'stopped']);
    });

    it('delivers nothing to a member that has stopped, and what follows to the next', async () => {
      const inbox = new Inbox();
      const stop = await bus.subscribe('group', async (_shard, batch) => inbox.take(batch));
      await bus.publish(records(0, 1, 5));
      await inbox.until(5);
      await stop();
      await bus.publish(records(0, 6, 9));
      const next = new Inbox();
      await bus.subscribe('group', async (_shard, batch) => next.take(batch));
      await next.until(4);
      expect([inbox.got, next.got]).toEqual([
        [1, 2, 3, 4, 5],
        [6, 7, 8, 9],
      ]);
    });
  });
}
