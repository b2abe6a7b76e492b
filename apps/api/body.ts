import type { Readable } from 'node:stream';
import { Problem } from '#kernel/problem.js';

/** Bytes of the largest body that is read. */
const BODY_LIMIT = 1_048_576;
/** Bytes of a larger one that are still taken, and dropped, so that the client can finish sending and read the answer. */
const DRAIN_LIMIT = 64 * BODY_LIMIT;

/** The whole body of a request. @throws Problem `body-too-large` */
export function readBody(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_LIMIT) chunks.push(chunk);
      else chunks = [];
      if (length > DRAIN_LIMIT) stream.destroy(tooLarge());
    });
    stream.on('end', () => {
      if (length > BODY_LIMIT) reject(tooLarge());
      else resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    stream.on('error', reject);
  });
}

function tooLarge(): Problem {
  return new Problem(
    'body-too-large',
    'the body is larger than 1 MiB: send many facts through /v1/bulk, which takes any length',
  );
}
