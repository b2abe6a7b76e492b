import type { Bus, BusRecord } from '#kernel/ports/bus.js';
import { eventsIn } from './member-progress.js';

/** How far a relay is with the log: what the bus has taken from it. */
export class RelayProgress {
  /** Undefined until it is known where to go on. */
  position: number | undefined;

  /** @param count told how many events the bus has taken, repetitions too */
  constructor(private readonly count: (events: number) => void) {}

  /** The bus, watched. */
  through(bus: Bus): Bus {
    return {
      publish: async (records) => {
        await bus.publish(records);
        this.taken(records);
      },
      subscribe: (group, handler) => bus.subscribe(group, handler),
      last: () => bus.last(),
      close: () => bus.close(),
    };
  }

  private taken(records: readonly BusRecord[]): void {
    this.position = records.at(-1)?.position ?? this.position;
    this.count(eventsIn(records));
  }
}
