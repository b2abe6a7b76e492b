import { withTimeout } from '#kernel/with-timeout.js';

/** Milliseconds a look at something outside may take: who looks is answered within three seconds, whatever is silent. */
const LOOK_TIMEOUT = 2_000;

/** A question that waits no longer for its answer, and is not asked again beside itself: a silent store is not piled upon. */
export function inTime<Value>(what: string, ask: () => Value | Promise<Value>): () => Promise<Value> {
  let asked: Promise<Value> | undefined;
  const once = async (): Promise<Value> => {
    try {
      return await ask();
    } finally {
      asked = undefined;
    }
  };
  return () => withTimeout(LOOK_TIMEOUT, what, (asked ??= once()));
}
