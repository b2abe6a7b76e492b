import type { IncomingMessage } from 'node:http';

/**
 * Reads on and drops what is left of a request's body, for a while: its sender reads the answer only when it has sent all, and would find
 * the connection broken otherwise. @returns when there is nothing left, or the connection was cut after `ms`
 */
export async function dropRest(request: IncomingMessage, ms: number): Promise<void> {
  if (request.complete || request.destroyed || request.readableEnded) return;
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => request.destroy(), ms).unref();
    const done = (): void => {
      clearTimeout(cut);
      resolve();
    };
    request.once('end', done).once('close', done);
    // Whoever read it until here may still listen for more. Node stops a stream that loses its last such listener, and goes on with one
    // that somebody takes data of.
    request
      .removeAllListeners('readable')
      .on('data', () => undefined)
      .resume();
  });
}
