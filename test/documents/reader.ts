import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freePort } from '../faults/watched-process.js';
import { LISTENS } from '../journeys/server.js';
import { ROOT, type Block } from './page.js';

const run = promisify(execFile);

/** What commands of this repository need in the folder they are given in: they are at home where their real paths are. */
const CHECKOUT = ['package.json', 'node_modules', 'dist', 'infra'];
/** Where pages say that a server listens. */
const SAID = /(?<=localhost:|127\.0\.0\.1:)3000/g;

const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  sh: ['bash', '-euo', 'pipefail', '-c'],
  python: ['python3', '-c'],
  js: ['node', '--input-type=module', '--eval'],
};

/** Somebody who does what a page says, in a fresh folder with nothing in it but the checkout, on a port of their own. */
export class Reader {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async begin(env: NodeJS.ProcessEnv = {}): Promise<Reader> {
    const folder = await mkdtemp(join(tmpdir(), 'tally-page-'));
    for (const name of CHECKOUT) await symlink(join(ROOT, name), join(folder, name));
    const port = await freePort();
    return new Reader(folder, port, { ...process.env, TALLY_PORT: String(port), ...env });
  }

  /** Starts a server with a command, such as `npm start`. @throws if it ends without listening */
  async start(command: string): Promise<void> {
    // A group of its own, so that what npm has started ends with it.
    const server = spawn('bash', ['-c', command], {
      cwd: this.folder,
      env: this.env,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    this.server = server;
    const lines = createInterface({ input: server.stdout });
    const listens = await new Promise<boolean>((resolve) => {
      lines.on('line', (line) => LISTENS.test(line) && resolve(true));
      lines.on('close', () => resolve(false));
    });
    if (!listens) throw new Error(`${command} listens nowhere`);
  }

  /** @returns what it prints @throws with what it complains of, if it fails */
  async run({ language, text }: Pick<Block, 'language' | 'text'>): Promise<string> {
    const [program = '', ...args] = PROGRAMS[language] ?? [];
    const { stdout } = await run(program, [...args, text.replace(SAID, String(this.port))], {
      cwd: this.folder,
      env: this.env,
    });
    return stdout.replaceAll(String(this.port), '3000');
  }

  async keep(name: string, text: string): Promise<void> {
    await writeFile(join(this.folder, name), text);
  }

  async end(): Promise<void> {
    const { server } = this;
    if (server?.pid !== undefined && server.exitCode === null) {
      const ended = once(server, 'close');
      process.kill(-server.pid, 'SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
