import type { Command } from 'commander';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { tallybook, type Client } from '#client/index.js';
import { builtProgram } from '#kernel/checkout.js';
import { SMALL_YOUNG } from '#platform/small-heaps.js';
import { lastPosition, untilCovered } from './coverage.js';
import { dataFolder, folderEnvironment, settingsOf } from './data-folder.js';
import { ownKey } from './own-key.js';
import { UsageError } from './usage-error.js';

/** Where a command works: a running server, or a data folder that nothing runs on. */
export interface Where {
  readonly url?: string;
  readonly data?: string;
  /** A file with the key for the server. */
  readonly keyFile?: string;
}

/** Milliseconds that facts are sent again, and an export goes on asking, while the server or one of its stores is away. */
export const PATIENCE = 120_000;

interface Connection {
  /** @param patience milliseconds for which it is called again while a failure may pass by itself */
  readonly book: (patience: number) => Client;
  close(): Promise<void>;
}

/** How a command reaches a book that is in no data folder. */
export const BY_SERVER = 'name a server of it with --url or TALLY_URL';

/** The options that say where a command works. */
export function addWhere(command: Command): Command {
  return command
    .option('--url <url>', 'a running server (or TALLY_URL); otherwise the data folder')
    .option('--data <folder>', 'the data folder (or TALLY_DATA_DIR), where no server runs on it')
    .option('--key-file <file>', 'a file with the key for the server (or TALLY_KEY_FILE, TALLY_KEY)');
}

/** Runs on a book that is there: the server named, or one started on the data folder for as long as the command runs. @throws UsageError where there is no book */
export async function onBook<Result>(where: Where, run: (book: Client) => Promise<Result>): Promise<Result> {
  return connected(where, false, run);
}

/** As `onBook`; where there is no book yet in the data folder, one is opened. */
export async function onBookOrNew<Result>(where: Where, run: (book: Client) => Promise<Result>): Promise<Result> {
  return connected(where, true, run);
}

/**
 * As `onBook`, when the figures cover all that was recorded until now: up to the position that is given.
 * @param patience milliseconds for which what runs then goes on when a call fails that may be answered later
 */
export async function onCoveredBook<Result>(
  where: Where,
  run: (book: Client, position: string) => Promise<Result>,
  patience = 0,
): Promise<Result> {
  return connected(where, false, async (book, again) => {
    const position = await lastPosition(book);
    await untilCovered(book, position);
    return run(again(patience), position);
  });
}

async function connected<Result>(
  where: Where,
  mayMake: boolean,
  run: (book: Client, again: Connection['book']) => Promise<Result>,
): Promise<Result> {
  const connection = await connect(where, mayMake);
  try {
    return await run(connection.book(0), connection.book);
  } finally {
    await connection.close();
  }
}

/**
 * The book of a server, asked with the key of who calls. Who waits at a terminal is told at once what is wrong, unless he would wait.
 * @param patience milliseconds @throws UsageError as `ownKey`
 */
export function bookAt(url: string, keyFile?: string, patience = 0): Client {
  const key = ownKey(keyFile);
  return tallybook(url, { patience, ...(key !== undefined && { key }) });
}

/** The server that was named; undefined where the data folder is meant. @throws UsageError for what is no address */
export function serverNamed({ url, data }: Where): string | undefined {
  const named = url ?? (data === undefined ? process.env['TALLY_URL'] : undefined);
  return named === undefined ? undefined : checked(named);
}

async function connect(where: Where, mayMake: boolean): Promise<Connection> {
  const url = serverNamed(where);
  if (url !== undefined)
    return { book: (patience) => bookAt(url, where.keyFile, patience), close: () => Promise.resolve() };
  const folder = dataFolder(where.data, BY_SERVER);
  const server = await startOn(folder, mayMake);
  // Whoever can write into the folder may do all: the server asks for no key, and only this process knows where it is.
  const address = await addressOf(server);
  return { book: (patience) => tallybook(address, { patience }), close: () => stop(server) };
}

/** A server on a free loopback port, which stops by itself when this process is gone, however that ends; a book that is there is opened with its own settings, unless others are asked for. */
async function startOn(folder: string, mayMake: boolean): Promise<ChildProcess> {
  const settings = await settingsOf(folder);
  if (settings === undefined && !mayMake) throw new UsageError(`there is no book in ${folder}`);
  const own =
    settings === undefined
      ? {}
      : {
          TALLY_TIME_ZONE: settings.timeZone,
          TALLY_CURRENCY: settings.currency,
          TALLY_FISCAL_START: String(settings.fiscalStart),
        };
  const here = { TALLY_DATA_DIR: folder, TALLY_HOST: '127.0.0.1', TALLY_PORT: '0', TALLY_AUTH: 'loopback' };
  const main = fileURLToPath(builtProgram('apps/standalone/main'));
  return spawn(process.execPath, [SMALL_YOUNG, main], {
    env: { ...own, ...folderEnvironment(), ...here },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

function checked(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new UsageError(`${url} is no http address`);
  return url.replace(/\/+$/, '');
}

async function addressOf(server: ChildProcess): Promise<string> {
  let complaint = '';
  server.stderr?.on('data', (text: Buffer) => (complaint += text.toString()));
  if (server.stdout === null) throw new Error('a server without output');
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /http:\/\/\S+?(?=,|$)/.exec(line)?.[0];
    if (url === undefined) continue;
    server.stdout.resume();
    return url;
  }
  const hint = complaint.includes('in use') ? '; if a server runs there, name it with --url' : '';
  throw new UsageError(`${complaint.trim()}${hint}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  await exited;
}
