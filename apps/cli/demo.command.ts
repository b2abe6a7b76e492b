import { InvalidArgumentError, type Command } from 'commander';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { sendBulk } from './bulk-client.js';
import { askServer } from './api-client.js';
import { connect, type Where } from './connect.js';
import { demoBusiness } from './demo/business.js';
import type { DemoFact } from './demo/fact.js';

const CHUNK = 1_000;

interface Options extends Where {
  readonly facts: number;
  readonly seed: number;
  readonly out?: string;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .option('--facts <number>', 'about how many', wholeNumber, 20_000)
    .option('--seed <number>', 'the same seed makes the same business', wholeNumber, 1)
    .option('--out <file>', 'write NDJSON for import instead of recording')
    .option('--url <url>', 'a running server; otherwise the data folder')
    .option('--data <folder>', 'the data folder')
    .description('a generated two-year business to look at')
    .addHelpText('after', '\nExample: tally demo --facts 50000 --url http://127.0.0.1:3000')
    .action(async (options: Options) => {
      if (options.out === undefined) await load(options);
      else await write(options.out, demoBusiness(options));
    });
}

async function load(options: Options): Promise<void> {
  const connection = await connect(options);
  const sum = { accepted: 0, duplicates: 0, rejected: 0 };
  try {
    const currency = await baseCurrencyOf(connection.url);
    for (const chunk of chunks(demoBusiness({ ...options, currency }))) {
      const { accepted, duplicates, rejected } = await sendBulk(
        connection.url,
        chunk.map((fact) => JSON.stringify(fact)),
      );
      sum.accepted += accepted;
      sum.duplicates += duplicates;
      sum.rejected += rejected;
    }
  } finally {
    await connection.close();
  }
  const { accepted, duplicates, rejected } = sum;
  process.stdout.write(
    `${String(accepted)} recorded, ${String(duplicates)} recorded before, ${String(rejected)} refused by the rules of the book\n`,
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
