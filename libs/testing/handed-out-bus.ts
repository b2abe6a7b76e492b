import type { Bus, BusHandler, BusRecord } from '#kernel/ports/bus.js';

/** A bus that gives its handler away: a test delivers what it likes. */
export class HandedOutBus implements Bus {
  handler: BusHandler = () => Promise.reject(new Error('nobody has subscribed'));

  async subscribe(_group: string, handler: BusHandler): Promise<() => Promise<void>> {
    this.handler = handler;
    return () => Promise.resolve();
  }

  async publish(): Promise<void> {
    // Nothing comes of itself.
  }

  async last(): Promise<ReadonlyMap<number, BusRecord>> {
    return new Map();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
