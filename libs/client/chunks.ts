import { Unreachable } from './problem.js';

/**
 * What a body brings, read as it is taken.
 * @param silence milliseconds without anything after which the connection is taken for lost
 * @throws Unreachable
 */
export async function* chunksOf(
  url: string,
  body: ReadableStream<Uint8Array>,
  silence: number,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silent = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('it is silent')), silence);
    });
    try {
      const { done, value } = await Promise.race([reader.read(), silent]);
      if (done) return;
      yield value;
    } catch (error) {
      throw new Unreachable(url, error);
    } finally {
      clearTimeout(timer);
    }
  }
}
