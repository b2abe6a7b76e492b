import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Batch } from '#kernel/ports/views.js';
import { encodeFacts } from './fact-codec.js';

/** What a batch changes. */
export type Content = Pick<Batch, 'facts' | 'documents'>;

/** Bytes that say how many there are of facts. */
const SIZE = 4;
const LEVEL = { level: 1 } as const;

/** Facts as `encodeFacts` has them, with their size in front (4 bytes, the highest first), then documents as JSON, deflated. Permanent as facts are. */
export function encodeBatch({ facts, documents }: Content): Buffer {
  const first = encodeFacts(facts);
  const size = Buffer.alloc(SIZE);
  size.writeUInt32BE(first.length);
  return Buffer.concat([size, first, deflateRawSync(JSON.stringify(documents), LEVEL)]);
}

/** The half that has the facts, as `encodeFacts` made it. */
export function factsOf(bytes: Buffer): Buffer {
  return halves(bytes).facts;
}

/** Without a look at the facts. @throws Error for bytes that are no batch */
export function decodeDocumentsOf(bytes: Buffer): Batch['documents'] {
  return JSON.parse(inflateRawSync(halves(bytes).documents).toString()) as Batch['documents'];
}

function halves(bytes: Buffer): { facts: Buffer; documents: Buffer } {
  const end = SIZE + bytes.readUInt32BE(0);
  return { facts: bytes.subarray(SIZE, end), documents: bytes.subarray(end) };
}
