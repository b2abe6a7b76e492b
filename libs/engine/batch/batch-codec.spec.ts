import { expect, it } from '@jest/globals';
import { saleRow } from '#testing/random-views.js';
import { decodeDocumentsOf, encodeBatch, factsOf } from './batch-codec.js';
import { decodeFacts } from './fact-codec.js';

it('a batch as bytes is the same batch when it is read, each half by itself', () => {
  const documents = ['1', 'ü "\u2028'].map((id) => ({
    collection: 'journal',
    document: { id, fields: { customer: 'c' }, body: id === '1' ? null : { a: [1.5, '€'] } },
  }));
  for (const facts of [[], [saleRow({ amount: -(10n ** 30n) }), saleRow({})]]) {
    const bytes = encodeBatch({ facts, documents });
    expect({ facts: decodeFacts(factsOf(bytes)), documents: decodeDocumentsOf(bytes) }).toEqual({ facts, documents });
  }
});
