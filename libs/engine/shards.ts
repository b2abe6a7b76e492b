/**
 * The shard of a key: MurmurHash2 (32 bit, seed 0x9747b28c, the variant Kafka's default partitioner uses) of its UTF-8 bytes, sign bit
 * cleared, modulo the number of shards. Permanent for a book: another number of shards or another hash needs a rebuild.
 */
export function shardOf(key: string, shards: number): number {
  return shards === 1 ? 0 : (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % shards;
}

const M = 0x5bd1e995;

/** Source: the public-domain reference MurmurHash2 by Austin Appleby. */
function murmur2(bytes: Uint8Array): number {
  let hash = 0x9747b28c ^ bytes.length;
  let at = 0;
  for (; bytes.length - at >= 4; at += 4) {
    const word =
      byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24);
    let mixed = Math.imul(word, M);
    mixed ^= mixed >>> 24;
    hash = Math.imul(hash, M) ^ Math.imul(mixed, M);
  }
  const rest = bytes.length - at;
  if (rest >= 3) hash ^= byte(bytes, at + 2) << 16;
  if (rest >= 2) hash ^= byte(bytes, at + 1) << 8;
  if (rest >= 1) hash = Math.imul(hash ^ byte(bytes, at), M);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, M);
  return hash ^ (hash >>> 15);
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}
