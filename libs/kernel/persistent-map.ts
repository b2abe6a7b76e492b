/** Parts: a change copies one of them, and the list of them. */
const PARTS = 1_024;

/**
 * Values by their keys, of which each change makes another one and leaves the one before as it is. With n keys it copies PARTS + n / PARTS
 * of what there is: some microseconds for a hundred thousand, where a copy of the whole made a fold of them quadratic.
 */
export class PersistentMap<Value> implements Pick<ReadonlyMap<string, Value>, 'get' | 'has' | 'keys'> {
  private constructor(private readonly parts: readonly (ReadonlyMap<string, Value> | undefined)[]) {}

  static empty<Value>(): PersistentMap<Value> {
    return new PersistentMap<Value>([]);
  }

  get(key: string): Value | undefined {
    return this.parts[partOf(key)]?.get(key);
  }

  has(key: string): boolean {
    return this.parts[partOf(key)]?.has(key) ?? false;
  }

  /** In no order that says anything. */
  *keys(): MapIterator<string> {
    for (const part of this.parts) if (part !== undefined) yield* part.keys();
  }

  with(key: string, value: Value): PersistentMap<Value> {
    return this.changed(key, (part) => part.set(key, value));
  }

  without(key: string): PersistentMap<Value> {
    return this.has(key) ? this.changed(key, (part) => part.delete(key)) : this;
  }

  private changed(key: string, change: (part: Map<string, Value>) => unknown): PersistentMap<Value> {
    const at = partOf(key);
    const part = new Map(this.parts[at]);
    change(part);
    const parts = this.parts.slice();
    parts[at] = part;
    return new PersistentMap(parts);
  }
}

/** FNV-1a (32 bit) of the UTF-16 units: it need not be the same anywhere else. */
function partOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % PARTS;
}
