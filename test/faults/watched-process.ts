import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = new URL('../..', import.meta.url).pathname;

export interface Ready {
  readonly status: number;
  readonly troubles: readonly string[];
  /** Milliseconds until it was answered. */
  readonly took: number;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A process seen as whoever watches it sees it. */
export class WatchedProcess {
  output = '';
  readonly url: string;
  private readonly child: ChildProcess;

  constructor(name: 'api' | 'relay' | 'projector' | 'reactor' | 'standalone', port: number, env: NodeJS.ProcessEnv) {
    this.url = `http://127.0.0.1:${String(port)}`;
    this.child = spawn(process.execPath, [join(ROOT, `dist/apps/${name}/main.js`)], {
      env: { ...process.env, ...env, TALLY_PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (text: Buffer) => {
        this.output += text.toString();
      });
  }

  /** What it said outside its log; a slow machine makes it log what it waits for. */
  get complaint(): string {
    return this.output.replaceAll(/^\{.*\n/gm, '');
  }

  async status(path: string): Promise<number> {
    return (await fetch(this.url + path)).status;
  }

  async ready(): Promise<Ready> {
    const asked = Date.now();
    const response = await fetch(`${this.url}/readyz`);
    const { troubles } = (await response.json()) as Pick<Ready, 'troubles'>;
    return { status: response.status, troubles, took: Date.now() - asked };
  }

  /** The first answer of `/readyz` that is as wanted. @throws with the last one after `ms` */
  async until(wanted: (ready: Ready) => boolean, ms: number): Promise<Ready> {
    let last: unknown = 'no answer';
    const until = Date.now() + ms;
    while (Date.now() < until && this.child.exitCode === null) {
      try {
        const ready = await this.ready();
        if (wanted(ready)) return ready;
        last = ready;
      } catch (error) {
        last = error;
      }
      await sleep(50);
    }
    throw new Error(`${this.url} after ${String(ms)} ms: ${JSON.stringify(last)}\n${this.output}`);
  }

  /** Resolves when it has ended by itself and all it said is in `output`. */
  async ended(): Promise<void> {
    await once(this.child, 'close');
  }

  /** @returns the exit code and how many milliseconds it took */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<{ code: number | null; took: number }> {
    const asked = Date.now();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = this.ended();
      this.child.kill(signal);
      await ended;
    }
    return { code: this.child.exitCode, took: Date.now() - asked };
  }
}
