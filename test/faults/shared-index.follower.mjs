// Follows a version in MongoDB into an index, again and again while it grows, and says how far it is each time. Ends when it is killed.
import { DuckDbFacts } from '#facts-duckdb/duckdb-facts.js';
import { MongoViews } from '#views-mongodb/mongo-views.js';

const [file, uri, name, shards, schema] = process.argv.slice(2);
const store = MongoViews.reader(uri, name, JSON.parse(schema), Number(shards));
const facts = new DuckDbFacts(file, store.schema, store);
for (let said; ;) {
  const position = await facts.follow();
  if (position !== said) process.stdout.write(`at ${String(position)}\n`);
  said = position;
}
