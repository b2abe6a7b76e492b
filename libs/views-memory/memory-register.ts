import type { Register } from '#kernel/ports/register.js';

/** A value that several change, in memory: the readable reference of what every adapter does. */
export class MemoryRegister<Value> implements Register<Value> {
  constructor(private value: Value) {}

  async read(): Promise<Value> {
    return this.value;
  }

  async change(edit: (value: Value) => Value | undefined): Promise<Value> {
    this.value = edit(this.value) ?? this.value;
    return this.value;
  }

  async close(): Promise<void> {
    // Nothing is held.
  }
}
