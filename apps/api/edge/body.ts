import type { Json } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import { parseJson } from '#kernel/json.js';

/** Bytes of the largest body that is read. */
const BODY_LIMIT = 1_048_576;

/** A body of JSON. @throws Problem `body-too-large`, `invalid-request` */
export async function readJson(chunks: AsyncIterable<Buffer>): Promise<Json> {
  const body = await readWhole(chunks);
  if (body.length === 0) throw new Problem('invalid-request', 'the body is empty: send a JSON object');
  return parseJson(body);
}

/** @throws Problem `body-too-large` */
export async function readWhole(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > BODY_LIMIT)
      throw new Problem(
        'body-too-large',
        'the body is larger than 1 MiB: send many facts through /v1/bulk, which takes any length',
      );
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
