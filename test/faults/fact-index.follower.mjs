// Follows the batches in a file into an index, one after another, and says how far it is. Ends at the last, or when it is killed.
import { readFileSync } from 'node:fs';
import { encodeFacts } from '#engine/batch/fact-codec.js';
import { DuckDbFacts } from '#facts-duckdb/duckdb-facts.js';

const [index, batches, schema, from] = process.argv.slice(2);
const chain = readFileSync(batches, 'utf8')
  .split('\n')
  .map((line) => JSON.parse(line))
  .map((batch) => ({ ...batch, facts: encodeFacts(batch.facts.map(withMeasures)) }));

function withMeasures(fact) {
  return { ...fact, measures: fact.measures.map(BigInt) };
}

let head = Number(from);
const followed = {
  identity: 'the chain of a test',
  heads: async () => new Map([[0, head]]),
  async *between(_shard, after, to) {
    yield* chain.filter((batch) => batch.from >= after && batch.to <= to);
  },
};
// Nets from the first fact on: it is killed in that too.
const facts = new DuckDbFacts(index, JSON.parse(schema), followed, undefined, 1);
for (; head <= chain.length; head++) {
  await facts.follow();
  process.stdout.write(`${String(head)}\n`);
}
await facts.close();
