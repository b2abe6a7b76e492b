import { Option, type Command } from 'commander';
import { readFile } from 'node:fs/promises';
import type { Client } from '#client/index.js';
import { addWhere, onBook, type Where } from './connect.js';
import { poll } from './coverage.js';
import { write } from './screen.js';
import { UsageError } from './usage-error.js';

interface Options extends Where {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly policy?: string;
  readonly format: 'table' | 'json';
}

type Policies = Parameters<Client['startReplay']>[0]['policies'];

export function addReplay(program: Command): void {
  addWhere(program.command('replay'))
    .option('--as-of <time>', 'facts dated up to this date or instant')
    .option('--known-at <time>', 'recorded up to this date, instant or position of the log')
    .option('--policy <file>', 'JSON with lifecycle and tiers, instead of those published by then')
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .description('replay the log up to any time, under any policies, and show the figures')
    .addHelpText('after', '\nExample: tally replay --as-of 2024-03-31T18:00:00Z --known-at 2024-04-01')
    .action(async (options: Options) => {
      write(await onBook(options, (book) => run(book, options)));
    });
}

async function run(book: Client, { asOf, knownAt, policy, format }: Options): Promise<string> {
  const policies = policy === undefined ? undefined : await readPolicies(policy);
  const { id } = await book.startReplay({ asOf, knownAt, policies });
  const ended = await poll(
    () => book.showReplay(id),
    ({ state, progress }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${String(Math.floor(progress * 100))} %`);
      return state !== 'queued' && state !== 'running';
    },
  );
  if (process.stderr.isTTY) process.stderr.write('\r');
  if (ended.state !== 'done') throw new Error(`the replay ${ended.state}`);
  const { digest, figures } = await book.listFigures({ replay: id });
  const [totals = {}] = figures[''] ?? [];
  if (format === 'json') return `${JSON.stringify({ position: ended.position, digest, figures: totals }, null, 2)}\n`;
  const width = Math.max(...Object.keys(totals).map((name) => name.length));
  const lines = Object.entries(totals).map(([name, figure]) =>
    `${name.padEnd(width)}  ${String(figure ?? '')}`.trimEnd(),
  );
  return `${lines.join('\n')}\n\nreplayed up to position ${ended.position}, digest of all figures ${digest}\n`;
}

/** Whatever the file has: the book says what is wrong with it. */
async function readPolicies(file: string): Promise<Policies> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Policies;
  } catch (error) {
    throw new UsageError(`--policy ${file} cannot be read: ${(error as Error).message}`);
  }
}
