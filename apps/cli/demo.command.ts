import { InvalidArgumentError, type Command } from 'commander';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { demoBusiness } from '#demo/business.js';
import type { Client } from '#client/index.js';
import type { DemoFact } from '#demo/fact.js';
import { addWhere, onBookOrNew, PATIENCE, type Where } from './connect.js';
import { untilCovered } from './coverage.js';
import { NOTHING, sumOf } from '#imports/send-file.js';
import { complain, say } from './screen.js';

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
    .description('a generated two-year business to look at; a new book knows it as the business did, day by day')
    .addHelpText('after', '\nExample: tally demo --facts 50000 --url http://127.0.0.1:3000')
    .action(async (options: Options) => {
      if (options.out === undefined) await load(options);
      else await write(options.out, demoBusiness(options));
    });
}

async function load(options: Options): Promise<void> {
  const { accepted, duplicates, rejected, position } = await onBookOrNew(options, async (book) => {
    const { meta } = await book.query({ metrics: ['orders'] });
    const isHistory = await isWithoutOthers(book);
    const facts = textsOf(demoBusiness({ ...options, currency: meta.currency, isHistory }));
    let sum = NOTHING;
    for await (const part of book.recordMany(facts, { patience: PATIENCE, tell: complain })) sum = sumOf(sum, part);
    await untilCovered(book, String(sum.position));
    return sum;
  });
  say(
    `${String(accepted)} recorded, ${String(duplicates)} there before, ${String(rejected)} refused by the rules of the book; position ${String(position)}`,
  );
}

/** Whether a book has no facts yet, or history only. */
async function isWithoutOthers(book: Client): Promise<boolean> {
  const { events } = await book.readLog({ limit: 2 });
  return events[1] === undefined || events[1].envelope.knownSince !== undefined;
}

async function write(file: string, facts: Iterable<DemoFact>): Promise<void> {
  const stream = createWriteStream(file);
  for (const text of textsOf(facts)) if (!stream.write(`${text}\n`)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'finish');
}

function* textsOf(facts: Iterable<DemoFact>): Iterable<string> {
  for (const fact of facts) yield JSON.stringify(fact);
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it must be a whole number');
}
