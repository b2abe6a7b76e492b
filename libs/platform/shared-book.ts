/** Logical shards of a book over several machines. Permanent for a book: the chains of its shards depend on it. */
export const SHARDS = 16;

/** Partitions a new topic has: how many projectors can share the work. */
export const PARTITIONS = 12;

/** The topic of a book. Its name is permanent: under another one projectors begin at what that has, and read the rest from the log. */
export function topicOf(book: string): { readonly topic: string; readonly partitions: number } {
  return { topic: `tallybook-${book}`, partitions: PARTITIONS };
}
