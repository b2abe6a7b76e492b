import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

export interface ProgramOptions {
  /** Beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Where it is started; the root unless given. */
  readonly cwd?: string;
  /** What it prints when it is ready. */
  readonly says: RegExp;
}

/** A program of this repository in a process of its own. */
export class Program {
  private constructor(
    private readonly child: ChildProcess,
    /** What it said of `says`: the first group, or all of it. */
    readonly said: string,
    private readonly lines: Interface,
  ) {}

  /** @param script its path from the root, such as `dist/apps/relay/main.js` @throws what it complained of */
  static async start(script: string, { env, args = [], cwd, says }: ProgramOptions): Promise<Program> {
    const child = spawn(process.execPath, [join(process.cwd(), script), ...args], {
      env: { ...process.env, ...env },
      ...(cwd !== undefined && { cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(child, 'close');
    let complaint = '';
    child.stderr.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-10_000)));
    const lines = createInterface({ input: child.stdout });
    const said = await firstThat(says, lines);
    if (said === undefined) {
      await closed;
      throw new Error(`${script}: ${complaint}`);
    }
    return new Program(child, said, lines);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Resolves with what it says of something later; undefined if it ends without. */
  saysLater(says: RegExp): Promise<string | undefined> {
    return firstThat(says, this.lines);
  }

  /** A signal it goes on after, such as SIGSTOP and SIGCONT. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves when it has ended. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    if (this.ended) return;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
  }

  stop(): Promise<void> {
    return this.kill('SIGTERM');
  }
}

function firstThat(says: RegExp, lines: Interface): Promise<string | undefined> {
  return new Promise((resolve) => {
    const read = (line: string): void => {
      const found = says.exec(line);
      if (found !== null) done(found[1] ?? found[0]);
    };
    const done = (said?: string): void => {
      lines.off('line', read);
      lines.off('close', done);
      resolve(said);
    };
    lines.on('line', read);
    lines.on('close', done);
  });
}
