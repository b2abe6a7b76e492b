import type { Bus } from '#kernel/ports/bus.js';

/** A bus as the one behind it, for those who publish in their own way. */
export abstract class BusBehind implements Bus {
  constructor(protected readonly bus: Bus) {}

  abstract publish(...args: Parameters<Bus['publish']>): Promise<void>;

  subscribe(...args: Parameters<Bus['subscribe']>): ReturnType<Bus['subscribe']> {
    return this.bus.subscribe(...args);
  }

  last(): ReturnType<Bus['last']> {
    return this.bus.last();
  }

  close(): Promise<void> {
    return this.bus.close();
  }
}
