/** No answer in time: what became of the question is unknown. */
export class TookTooLong extends Error {}

/** What a promise gives, unless it takes longer than so many milliseconds. @throws TookTooLong naming what was waited for */
export async function withTimeout<Value>(ms: number, what: string, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const give = (): void => reject(new TookTooLong(`${what} took longer than ${String(ms)} ms`));
    // Where this process itself was held up, the answer may be there already: it is read first.
    timer = setTimeout(() => setImmediate(give), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
