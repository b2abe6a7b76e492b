/** What a promise gives, unless a signal ends the waiting for it. @throws the reason of the signal */
export async function unlessAborted<Value>(waited: Promise<Value>, signal: AbortSignal): Promise<Value> {
  // It may fail when nobody waits for it any more.
  waited.catch(() => undefined);
  signal.throwIfAborted();
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([waited, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Chunks or parts of a body, also ended where its sender keeps it waiting. @throws the reason of the signal */
export async function* untilAborted<Item>(items: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item> {
  const left = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await unlessAborted(left.next(), signal);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not waited for: it comes after the chunk that may never come.
    left.return?.().catch(() => undefined);
  }
}
