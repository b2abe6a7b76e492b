import type { Command } from 'commander';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askServer } from './api-client.js';
import { connect, type Where } from './connect.js';
import { toCsv, type AnswerTable } from './format.js';

const PAGE = 1_000;

type Figure = string | number | null;

export function addExport(program: Command): void {
  program
    .command('export')
    .argument('<folder>', 'where the files go; made if it does not exist')
    .option('--url <url>', 'a running server; otherwise the data folder')
    .option('--data <folder>', 'the data folder')
    .description('events as NDJSON; customers, and the figures of every month by every common dimension, as CSV')
    .addHelpText('after', '\nExample: tally export ./out --data ./data')
    .action(async (folder: string, options: Where) => {
      const connection = await connect(options);
      try {
        await mkdir(folder, { recursive: true });
        const events = await exportEvents(connection.url, join(folder, 'events.ndjson'));
        const customers = await exportCustomers(connection.url, join(folder, 'customers.csv'));
        const tables = await exportFigures(connection.url, folder);
        process.stdout.write(
          `${String(events)} events, ${String(customers)} customers, ${String(tables)} tables of figures\n`,
        );
      } finally {
        await connection.close();
      }
    });
}

async function exportEvents(url: string, file: string): Promise<number> {
  const stream = createWriteStream(file);
  let count = 0;
  for (let after: string | null = '0'; after !== null;) {
    const page: { readonly events: readonly object[]; readonly next: string | null } = await askServer(
      url,
      `/v1/events?after=${after}&limit=${String(PAGE)}`,
    );
    for (const event of page.events) if (!stream.write(`${JSON.stringify(event)}\n`)) await once(stream, 'drain');
    count += page.events.length;
    after = page.next;
  }
  stream.end();
  await once(stream, 'finish');
  return count;
}

async function exportCustomers(url: string, file: string): Promise<number> {
  const rows: Record<string, Figure>[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { readonly customers: readonly Record<string, unknown>[]; readonly next: string | null } =
      await askServer(url, `/v1/customers?limit=${String(PAGE)}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    for (const { attributes, ...customer } of page.customers)
      rows.push({
        ...(customer as Record<string, Figure>),
        attributes: attributes === undefined ? null : JSON.stringify(attributes),
      });
    cursor = page.next;
  }
  await writeFile(file, toCsv(tableOf(rows)));
  return rows.length;
}

async function exportFigures(url: string, folder: string): Promise<number> {
  const { figures } = await askServer<{ readonly figures: Readonly<Record<string, AnswerTable['rows']>> }>(
    url,
    '/v1/figures?grain=month',
  );
  for (const [dimension, rows] of Object.entries(figures)) {
    const name = dimension === '' ? 'figures.csv' : `figures-by-${dimension}.csv`;
    await writeFile(join(folder, name), toCsv(tableOf(rows)));
  }
  return Object.keys(figures).length;
}

/** Columns in the order in which rows first have them. */
function tableOf(rows: AnswerTable['rows']): AnswerTable {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return { columns: [...names].map((name) => ({ name, type: 'string' })), rows, totals: {} };
}
