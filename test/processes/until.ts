import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when a condition holds, looked at again and again; a test that waits in vain is ended by its time limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10);
}
