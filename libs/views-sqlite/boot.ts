import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * Names the time since the machine was last started: what was written before may have been lost when it went down, each file by itself.
 * A name of this process alone where the system gives none.
 */
export const BOOT = bootId();

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // No Linux.
    return randomUUID();
  }
}
