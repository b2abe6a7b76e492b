import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../processes/program.js';

const ROOT = new URL('../..', import.meta.url).pathname;

/** What a server of the API says when it answers. */
export const LISTENS = /http:\/\/[\w.:]+/;

/** An answer with its status, its body read as JSON. */
export interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A folder that goes away with the test. */
export async function scratchFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tally-test-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A server of the API, on a free loopback port. */
export class Server {
  readonly url: string;

  constructor(private readonly program: Program) {
    this.url = program.said;
  }

  /** The whole book in one process. */
  static async start(dataDir: string, settings: Readonly<Record<string, string>> = {}, cwd = ROOT): Promise<Server> {
    const env = { TALLY_PORT: '0', TALLY_DATA_DIR: dataDir, ...settings };
    return new Server(await Program.start('dist/apps/standalone/main.js', { env, cwd, says: LISTENS }));
  }

  get pid(): number {
    return this.program.pid;
  }

  get ended(): boolean {
    return this.program.ended;
  }

  kill(signal: NodeJS.Signals): Promise<void> {
    return this.program.kill(signal);
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  async send(method: string, path: string, body?: unknown): Promise<Reply> {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return reply(await fetch(this.url + path, { method, ...init }));
  }

  post(path: string, body: unknown): Promise<Reply> {
    return this.send('POST', path, body);
  }

  async get(path: string): Promise<Record<string, unknown>> {
    return (await this.send('GET', path)).body;
  }

  async bulk(lines: readonly string[]): Promise<Reply> {
    const headers = { 'content-type': 'application/x-ndjson' };
    return reply(await fetch(`${this.url}/v1/bulk`, { method: 'POST', headers, body: lines.join('\n') }));
  }

  async rows(question: object): Promise<readonly Record<string, string | number | null>[]> {
    const { status, body } = await this.post('/v1/query', question);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body['rows'] as Record<string, string | number | null>[];
  }
}

async function reply(response: Response): Promise<Reply> {
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Starts `tally`, to be killed while it works. @param env beside the variables of this process */
export function startTally(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { kill(): Promise<void> } {
  const child = spawn(process.execPath, [join(ROOT, 'dist/apps/cli/main.js'), ...args], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs `tally` as a user does. @param env beside the variables of this process */
export async function tally(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/apps/cli/main.js'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}
