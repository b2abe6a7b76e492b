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

/** What one node of its cluster can be told. */
export type MemberFault = 'gone' | 'here' | 'freeze' | 'thaw' | 'resign';

/** The stand-in for EventStoreDB as a process of a test's own, with a log that outlives its deaths. */
export class StandIn {
  private child: ChildProcess | undefined;
  private control = 0;

  private constructor(
    private readonly scratch: Awaited<ReturnType<typeof scratchFolder>>,
    /** Of its nodes. */
    private ports: readonly number[],
  ) {}

  /** @param nodes of its cluster: one, or three */
  static async start(nodes: 1 | 3 = 1): Promise<StandIn> {
    const standIn = new StandIn(await scratchFolder(), Array<number>(nodes).fill(0));
    await standIn.run();
    return standIn;
  }

  /** All of its nodes, in the form that an address of several has. */
  get url(): string {
    return `esdb://${this.ports.map((port) => `127.0.0.1:${String(port)}`).join()}?tls=false`;
  }

  /** Each of its nodes by itself. */
  get nodes(): readonly string[] {
    return this.ports.map((port) => `esdb://127.0.0.1:${String(port)}?tls=false`);
  }

  /** Of its first node. */
  get port(): number {
    return this.ports[0] ?? 0;
  }

  get health(): string {
    return `http://127.0.0.1:${String(this.control)}/health/live`;
  }

  fault(mode: Exclude<Fault, 'die'>, ms?: number): Promise<void> {
    return this.told({ mode, ms });
  }

  /** @param member from 0 */
  tell(member: number, mode: MemberFault): Promise<void> {
    return this.told({ mode, member });
  }

  /** Which node leads; undefined while none does. */
  async leader(): Promise<number | undefined> {
    const said = await this.asked('leader');
    return said === '' ? undefined : Number(said);
  }

  /** Has nothing after a position any more, as after a restore to an earlier day. */
  shorten(after: number): Promise<void> {
    return this.told({ mode: 'shorten', after });
  }

  /** Stops the process where it is: the machine hangs. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  /** It goes on as if nothing had been. */
  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** How many reads and subscriptions are under way, of all its clients. */
  async openReads(): Promise<number> {
    return Number(await this.asked('open-reads'));
  }

  /** With how many events reads were answered, of all its clients. */
  async given(): Promise<number> {
    return Number(await this.asked('given'));
  }

  /** How many connections its clients have. */
  async connections(): Promise<number> {
    return Number(await this.asked('connections'));
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

  private async asked(what: string): Promise<string> {
    return (await fetch(`http://127.0.0.1:${String(this.control)}/${what}`)).text();
  }

  private async told(what: object): Promise<void> {
    const body = JSON.stringify(what);
    const { ok } = await fetch(`http://127.0.0.1:${String(this.control)}/fault`, { method: 'POST', body });
    if (!ok) throw new Error(`the stand-in does not know ${body}`);
  }

  /** With what it has in hand. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  private async run(): Promise<void> {
    const child = spawn(process.execPath, [SCRIPT, `${this.scratch.folder}/log.sqlite`, this.ports.join()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      [this.control = 0, ...this.ports] = (line.match(/\d+/g) ?? []).map(Number);
      return;
    }
    throw new Error('the stand-in did not start');
  }
}
