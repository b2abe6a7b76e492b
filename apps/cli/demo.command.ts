import { InvalidArgumentError, type Command } from 'commander';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { demoBusiness } from '#demo/business.js';
import type { DemoFact } from '#demo/fact.js';
import { BulkClient } from './bulk-client.js';
import { askServer, untilCovered } from './api-client.js';
import { addWhere, onBookOrNew, type Where } from './connect.js';
import { NOTHING, sumOf } from './import-run.js';
import { complain, say } from './screen.js';

const CHUNK = 1_000;

interface Options extends Where {
  readonly facts: number;
  readonly seed: number;
  readonly out?: string;
}

export function addDemo(program: Command): void {
  addWhere(program.command('demo'))
    .option('--facts <number>', 'about how many', wholeNumber, 20_000)
    .option('--seed <number>', 'the same seed makes the same business', wholeNumber, 1)
    .option('--out <file>', 'write NDJSON for import instead of recording')
    .description('a generated two-year business to look at')
    .addHelpText('after', '\nExample: tally demo --facts 50000 --url http://127.0.0.1:3000')
    .action(async (options: Options) => {
      if (options.out === undefined) await load(options);
      else await write(options.out, demoBusiness(options));
    });
}

async function load(options: Options): Promise<void> {
  const { accepted, duplicates, rejected, position } = await onBookOrNew(options, async (url) => {
    const currency = await baseCurrencyOf(url);
    const client = new BulkClient(url, { tell: complain });
    let sum = NOTHING;
    for (const chunk of chunks(demoBusiness({ ...options, currency }))) {
      const { brokenBy, ...answer } = await client.send(chunk.map((fact) => JSON.stringify(fact)));
      if (brokenBy !== undefined) throw brokenBy;
      sum = sumOf(sum, { ...answer, position: Number(answer.position) });
    }
    await untilCovered(url, String(sum.position));
    return sum;
  });
  say(
    `${String(accepted)} recorded, ${String(duplicates)} there before, ${String(rejected)} refused by the rules of the book; position ${String(position)}`,
  );
}

async function write(file: string, facts: Iterable<DemoFact>): Promise<void> {
  const stream = createWriteStream(file);
  for (const fact of facts) if (!stream.write(`${JSON.stringify(fact)}\n`)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'finish');
}

function* chunks(facts: Iterable<DemoFact>): Iterable<readonly DemoFact[]> {
  let chunk: DemoFact[] = [];
  for (const fact of facts) {
    chunk.push(fact);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

async function baseCurrencyOf(url: string): Promise<string> {
  const { meta } = await askServer<{ readonly meta: { readonly currency: string } }>(url, '/v1/query?metrics=orders');
  return meta.currency;
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it must be a whole number');
}
