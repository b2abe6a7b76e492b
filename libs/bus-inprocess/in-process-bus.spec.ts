import { describe, expect, it } from '@jest/globals';
import type { BusRecord } from '#kernel/ports/bus.js';
import { Signal } from '#kernel/signal.js';
import { InProcessBus } from './in-process-bus.js';

describe('the bus inside one process', () => {
  it('delivers together what was published together', async () => {
    const bus = new InProcessBus();
    const sizes: number[] = [];
    const delivered = new Signal();
    await bus.subscribe('group', async (_shard, records) => {
      sizes.push(records.length);
      delivered.notify();
    });
    const records = Array.from({ length: 300 }, (_, i): BusRecord => ({ shard: 0, previous: i, position: i + 1 }));
    await bus.publish(records);
    await delivered.wait(60_000);
    expect(sizes).toEqual([300]);
    await bus.close();
  });
});
