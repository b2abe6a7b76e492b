import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds before each further attempt; the last one repeats. */
const WAITS = [100, 300, 1_000, 3_000, 5_000] as const;

/** What an outside call gives, tried again until it does. @param onFailure told what was tried and why it failed @param isFinal whether trying again is of no use */
export async function untilItAnswers<Value>(
  what: string,
  ask: () => Promise<Value>,
  onFailure: (what: string, error: unknown) => void,
  isFinal: (error: unknown) => boolean = () => false,
): Promise<Value> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (isFinal(error)) throw error;
      onFailure(what, error);
      await sleep(WAITS[Math.min(attempt, WAITS.length - 1)]);
    }
  }
}
