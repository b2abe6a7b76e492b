import type { Bus, BusRecord } from '#kernel/ports/bus.js';
import { BusBehind } from '#testing/bus-behind.js';

/** The bus of a relay that is killed: from then on it never hears of anything again. */
export class MortalBus extends BusBehind {
  /** Resolves when it is dead. */
  readonly dead: Promise<void>;
  private readonly die: () => void;

  /** @param publishes how many it lives to begin @param fate what becomes of the last one: taken, the answer unheard, or never sent */
  constructor(
    bus: Bus,
    private publishes: number,
    private readonly fate: 'taken' | 'not sent',
  ) {
    super(bus);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.dead = promise;
    this.die = () => resolve(undefined);
  }

  async publish(records: readonly BusRecord[]): Promise<void> {
    if (--this.publishes > 0) return this.bus.publish(records);
    if (this.publishes === 0 && this.fate === 'taken') await this.bus.publish(records);
    this.die();
    return new Promise(() => undefined);
  }
}
