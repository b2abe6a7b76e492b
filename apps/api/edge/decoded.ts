import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '#kernel/problem.js';

/** Bytes out of a gzip body from which on its ratio is looked at, and the ratio that no honest text has. */
const LOOKED_AT = 262_144;
const RATIO = 100;

/** The bytes of a body under its `Content-Encoding`. @throws Problem `unsupported-encoding`; `invalid-request` for what is no gzip */
export function decoded(chunks: AsyncIterable<Buffer>, encoding = 'identity'): AsyncIterable<Buffer> {
  switch (encoding.trim().toLowerCase()) {
    case 'identity':
      return chunks;
    case 'gzip':
    case 'x-gzip':
      return unzipped(chunks);
  }
  throw new Problem('unsupported-encoding', 'the body may be sent as it is, or with Content-Encoding: gzip');
}

async function* unzipped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  // What goes wrong before it arrives here with the next chunk.
  pipeline(Readable.from(chunks), gunzip, () => undefined);
  let length = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > LOOKED_AT && length > RATIO * gunzip.bytesWritten) throw bomb();
      yield chunk;
    }
  } catch (error) {
    throw isOfZlib(error) ? new Problem('invalid-request', 'the body is not valid gzip') : error;
  }
}

function bomb(): Problem {
  return new Problem('body-too-large', `the body is ${String(RATIO)} times as large as what was sent of it: split it`);
}

function isOfZlib(error: unknown): boolean {
  return /^(Z_|ERR_TRAILING_JUNK)/.test(String((error as { readonly code?: unknown }).code));
}
