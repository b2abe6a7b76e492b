import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { scratchFolder } from '../journeys/server.js';

const SCRIPT = new URL('./eventstoredb.mjs', import.meta.url).pathname;

/** What the stand-in can be told; `eventstoredb/faults.mjs` says what each does. */
export type Fault =
  | 'none'
  | 'delay'
  | 'silent'
  | 'half-close'
  | 'undiscovered'
  | 'no-appends'
  | 'denied-all'
  | 'denied-streams'
  | 'denied-appends'
  | 'unknown-user'
  | 'end-subscriptions'
  | 'hush-subscriptions'
  | 'too-slow'
  | 'die'
  | 'count-data'
  | 'count-all';

/** The stand-in for EventStoreDB as a process of a test's own, with a log that outlives its deaths. */
export class StandIn {
  private child: ChildProcess | undefined;
  port = 0;
  private control = 0;

  private constructor(private readonly scratch: Awaited<ReturnType<typeof scratchFolder>>) {}

  static async start(): Promise<StandIn> {
    const standIn = new StandIn(await scratchFolder());
    await standIn.run();
    return standIn;
  }

  get url(): string {
    return `esdb://127.0.0.1:${String(this.port)}?tls=false`;
  }

  get health(): string {
    return `http://127.0.0.1:${String(this.control)}/health/live`;
  }

  async fault(mode: Exclude<Fault, 'die'>, ms?: number): Promise<void> {
    const body = JSON.stringify({ mode, ms });
    await fetch(`http://127.0.0.1:${String(this.control)}/fault`, { method: 'POST', body });
  }

  /** How many reads and subscriptions are under way, of all its clients. */
  openReads(): Promise<number> {
    return this.count('open-reads');
  }

  /** With how many events reads were answered, of all its clients. */
  given(): Promise<number> {
    return this.count('given');
  }

  /** Kills it with what it has in hand, and starts it again on the same file and port. */
  async restart(): Promise<void> {
    await this.kill();
    await this.run();
  }

  async stop(): Promise<void> {
    await this.kill();
    await this.scratch.remove();
  }

  private async count(what: string): Promise<number> {
    return Number(await (await fetch(`http://127.0.0.1:${String(this.control)}/${what}`)).text());
  }

  private async kill(): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  private async run(): Promise<void> {
    const child = spawn(process.execPath, [SCRIPT, `${this.scratch.folder}/log.sqlite`, String(this.port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      [this.control = 0, this.port = 0] = (line.match(/\d+/g) ?? []).map(Number);
      return;
    }
    throw new Error('the stand-in did not start');
  }
}
