import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a server of this size is set to: memory as ours has it, no compiling of statements that take milliseconds. */
const TUNED = {
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '64MB',
  maintenance_work_mem: '256MB',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '2',
  jit: 'off',
  max_wal_size: '4GB',
  listen_addresses: '',
} as const;

/** Nobody in particular: PostgreSQL refuses to run as root. */
const NOBODY = { uid: 65534, gid: 65534 };

/** The folder with the newest of PostgreSQL's programs, of Debian's packages or on the path; undefined where there are none. */
export function postgresPrograms(): string | undefined {
  const folders = [...globSync('/usr/lib/postgresql/*/bin'), ...(process.env['PATH'] ?? '').split(delimiter)];
  const found = folders.filter((folder) => existsSync(join(folder, 'initdb')));
  return found.sort((one, other) => Number.parseFloat(versionOf(other)) - Number.parseFloat(versionOf(one)))[0];
}

function versionOf(programs: string): string {
  const told = execFileSync(join(programs, 'postgres'), ['--version']).toString();
  return /\d+\.\d+/.exec(told)?.[0] ?? '';
}

/** A server with a cluster of its own, reached by a socket in its folder, where only this process looks for it. */
export class PostgresServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'tally-postgres-'));
  readonly data = join(this.folder, 'data');
  readonly port = 5432;
  readonly version: string;
  private readonly who = process.getuid?.() === 0 ? NOBODY : undefined;
  private running: ChildProcess | undefined;

  /** @param programs their folder */
  constructor(private readonly programs: string) {
    this.version = versionOf(programs);
    if (this.who !== undefined) chownSync(this.folder, this.who.uid, this.who.gid);
    const options = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(programs, 'initdb'), ['-D', this.data, ...options], { ...this.who, cwd: '/', stdio: 'pipe' });
  }

  /** Resolves when it takes connections. @throws Error where it ends before */
  async start(): Promise<void> {
    const set = Object.entries({ ...TUNED, unix_socket_directories: this.folder });
    const args = [
      '-D',
      this.data,
      '-p',
      String(this.port),
      ...set.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    const running = spawn(join(this.programs, 'postgres'), args, {
      ...this.who,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.running = running;
    for await (const line of createInterface({ input: running.stderr })) {
      if (!line.includes('ready to accept connections')) continue;
      running.stderr.resume();
      return;
    }
    throw new Error('PostgreSQL did not start');
  }

  async stop(): Promise<void> {
    const { running } = this;
    if (running === undefined) return;
    this.running = undefined;
    const exited = once(running, 'exit');
    // The fast shutdown: a checkpoint, and nothing to recover at the next start.
    running.kill('SIGINT');
    await exited;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
