import { LRUCache } from 'lru-cache';

/** Milliseconds that failures are counted for, and addresses that are remembered. */
const WINDOW = 60_000;
const MOST_ADDRESSES = 10_000;

/** How often an address has failed of late. */
export class Failures {
  private readonly counts = new LRUCache<string, { count: number; readonly until: number }>({ max: MOST_ADDRESSES });

  constructor(private readonly limit: number) {}

  /** Counts one. @returns the seconds until it may fail again, where it has too often; undefined otherwise */
  add(address: string): number | undefined {
    const now = performance.now();
    const known = this.counts.get(address);
    const counted = known === undefined || known.until <= now ? { count: 0, until: now + WINDOW } : known;
    counted.count++;
    this.counts.set(address, counted);
    return counted.count <= this.limit ? undefined : Math.ceil((counted.until - now) / 1_000);
  }
}
