import type { Head, Origin, WriteAheadOrigins } from '#kernel/ports/origins.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';

/** Origins in memory: the readable reference of what every adapter does. */
export class MemoryOrigins implements WriteAheadOrigins {
  private readonly stored = new Map<string, Origin>();

  async read(names: readonly string[]): Promise<ReadonlyMap<string, Origin>> {
    return new Map([...this.stored].filter(([name]) => names.includes(name)));
  }

  async begin(name: string, schema: ViewSchema): Promise<void> {
    if (!this.stored.has(name)) this.stored.set(name, { schema });
  }

  async move(name: string, from: Head | undefined, to: Head): Promise<boolean> {
    const origin = this.stored.get(name);
    const isEither = origin !== undefined && [from?.id, to.id].includes(origin.head?.id);
    if (isEither) this.stored.set(name, { ...origin, head: to });
    return isEither;
  }

  async forget(name: string): Promise<void> {
    this.stored.delete(name);
  }

  async close(): Promise<void> {
    // Nothing is held.
  }
}
