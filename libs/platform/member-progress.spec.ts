import { describe, expect, it } from '@jest/globals';
import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import type { BusRecord } from '#kernel/ports/bus.js';
import { MemberProgress } from './member-progress.js';

const tick = (shard: number, previous: number, position: number): BusRecord => ({ shard, previous, position });

/** A bus with one member, whose handling a test holds up. */
async function member() {
  const progress = new MemberProgress(() => undefined);
  const bus = progress.through(new InProcessBus({ onError: () => undefined }));
  const begun: (() => void)[] = [];
  const unsubscribe = await bus.subscribe('v1', () => new Promise((resolve) => begun.push(resolve)));
  const handling = async (nth: number): Promise<void> => {
    while (begun.length < nth) await new Promise(setImmediate);
  };
  const done = async (position: number): Promise<void> => {
    begun.at(-1)?.();
    while (progress.position() !== position) await new Promise(setImmediate);
  };
  return { progress, bus, unsubscribe, handling, done };
}

describe('what a member has been handed', () => {
  it('is covered up to the record before the one in hand, then up to that', async () => {
    const { progress, bus, unsubscribe, handling, done } = await member();
    expect(progress.position()).toBe(undefined);
    await bus.publish([tick(0, 3, 7)]);
    await handling(1);
    expect(progress.position()).toBe(3);
    await done(7);
    await unsubscribe();
  });

  it('is no concern of the member any more when it brings nothing for ten seconds, unless it is still in hand', async () => {
    const { progress, bus, unsubscribe, handling, done } = await member();
    await bus.publish([tick(0, 3, 7)]);
    await handling(1);
    const later = (): number | undefined => progress.position(Date.now() + 11_000);
    expect(later()).toBe(3);
    await done(7);
    expect(later()).toBe(undefined);
    await unsubscribe();
  });
});
