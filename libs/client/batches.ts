/** Lines sent at a time: as many as an answer names errors of; and about the characters of them, for facts that are long. */
const LINES = 1_000;
const LENGTH = 4_194_304;

/** Facts as lines of NDJSON. A text is taken for the JSON of a fact as it is, to the last digit. */
export async function* batchesOf(
  facts: Iterable<object | string> | AsyncIterable<object | string>,
): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  let length = 0;
  for await (const fact of facts) {
    const line = typeof fact === 'string' ? fact.replace(/[\r\n]+/g, ' ') : JSON.stringify(fact);
    batch.push(line);
    length += line.length;
    if (batch.length < LINES && length < LENGTH) continue;
    yield batch;
    batch = [];
    length = 0;
  }
  if (batch.length > 0) yield batch;
}
