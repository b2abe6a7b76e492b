import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';

/** Milliseconds after which a client that takes nothing of its answer is given up. */
const TAKEN_TIMEOUT = 30_000;

/** Where the pieces of an answer come from, one after another. */
export interface Pieces {
  /** Undefined at the end. */
  next(): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** No more are taken. */
  drop(): void | Promise<void>;
}

/** An answer that is sent as fast as its client takes it. */
export function takenBy(reply: FastifyReply, pieces: Pieces): Readable {
  let giveUp: NodeJS.Timeout | undefined;
  const give = (stream: Readable, piece: Uint8Array | undefined): void => {
    // Its client may have left while the piece was made.
    if (stream.destroyed) return;
    giveUp = setTimeout(() => reply.raw.destroy(), TAKEN_TIMEOUT);
    stream.push(piece ?? null);
  };
  return new Readable({
    read() {
      clearTimeout(giveUp);
      const piece = pieces.next();
      if (!(piece instanceof Promise)) give(this, piece);
      else
        piece.then(
          (made) => give(this, made),
          (error: unknown) => this.destroy(error as Error),
        );
    },
    destroy(error, done) {
      clearTimeout(giveUp);
      Promise.resolve(pieces.drop()).then(
        () => done(error),
        (cause: unknown) => done(cause as Error),
      );
    },
  });
}
