import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { UsageError } from './usage-error.js';

/** Where a command works: a running server, or a data folder that nothing runs on. */
export interface Where {
  readonly url?: string;
  readonly data?: string;
}

export interface Connection {
  readonly url: string;
  close(): Promise<void>;
}

/** A server to talk to: the one named, or one started on the data folder for as long as the command runs, on a free loopback port. */
export async function connect({ url, data }: Where): Promise<Connection> {
  if (url !== undefined) return { url: checked(url), close: () => Promise.resolve() };
  const main = new URL('../standalone/main.js', import.meta.url).pathname;
  const folder = resolve(data ?? process.env['TALLY_DATA_DIR'] ?? './data');
  const env = { ...process.env, TALLY_DATA_DIR: folder, TALLY_HOST: '127.0.0.1', TALLY_PORT: '0' };
  const server = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const address = await addressOf(server);
  return { url: address, close: () => stop(server) };
}

function checked(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UsageError(`--url ${url} is no http address`);
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
  if (server.exitCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  await exited;
}
