import { setTimeout as sleep } from 'node:timers/promises';
import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import type { BusHandler, BusRecord } from '#kernel/ports/bus.js';
import { busContract } from '#testing/bus.contract.js';

/** Buses that each break one law, for `lawless.spec.ts`: the name is the law. */

class Disordered extends InProcessBus {
  override publish(records: readonly BusRecord[]): Promise<void> {
    return super.publish(records.toReversed());
  }
}

class Forgetful extends InProcessBus {
  override subscribe(group: string, handler: BusHandler): Promise<() => Promise<void>> {
    return super.subscribe(group, (shard, records) => handler(shard, records).catch(() => undefined));
  }
}

/** Gives what it has for a member to another one too, both at a time. */
class Generous extends InProcessBus {
  private readonly members: BusHandler[] = [];

  override subscribe(group: string, handler: BusHandler): Promise<() => Promise<void>> {
    this.members.push(handler);
    return super.subscribe(group, async (shard, records) => {
      await Promise.all(this.members.map((member) => member(shard, records)));
    });
  }
}

class Impatient extends InProcessBus {
  override async publish(records: readonly BusRecord[]): Promise<void> {
    void super.publish(records);
  }
}

class Hasty extends InProcessBus {
  override async subscribe(group: string, handler: BusHandler): Promise<() => Promise<void>> {
    const stop = await super.subscribe(group, handler);
    return async () => void stop();
  }
}

class Deaf extends InProcessBus {
  override async subscribe(group: string, handler: BusHandler): Promise<() => Promise<void>> {
    await super.subscribe(group, handler);
    return () => sleep(200);
  }
}

busContract('delivers a shard in order, to every group', async () => new Disordered());
busContract('delivers a batch again until it is handled', async () => new Forgetful());
busContract('gives each shard to one member of a group at a time', async () => new Generous());
busContract('makes the publisher wait for consumers that are too far behind', async () => new Impatient());
busContract('waits for the batch in hand when a member stops', async () => new Hasty());
busContract('delivers nothing to a member that has stopped, and what follows to the next', async () => new Deaf());
