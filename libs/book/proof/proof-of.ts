import { Problem } from '#kernel/problem.js';
import type { Book } from '../book.js';
import type { LogProof } from './log-proof.js';

/** @throws Problem `head-unknown` where no tree is kept */
export function proofOf({ proof }: Pick<Book, 'proof'>): LogProof {
  if (proof !== undefined) return proof;
  throw new Problem('head-unknown', 'a book in EventStoreDB keeps no tree over its log, and proves nothing of it');
}
