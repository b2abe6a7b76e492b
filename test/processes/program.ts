import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = new URL('../..', import.meta.url).pathname;

export interface ProgramOptions {
  /** Beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** What it prints when it is ready. */
  readonly says: RegExp;
}

/** A program of this repository in a process of its own. */
export class Program {
  private constructor(
    private readonly child: ChildProcess,
    /** What it said of `says`: the first group, or all of it. */
    readonly said: string,
  ) {}

  /** @param script its path from the root, such as `dist/apps/relay/main.js` @throws what it complained of */
  static async start(script: string, { env, args = [], says }: ProgramOptions): Promise<Program> {
    const child = spawn(process.execPath, [join(ROOT, script), ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-10_000)));
    for await (const line of createInterface({ input: child.stdout })) {
      const found = says.exec(line);
      if (found === null) continue;
      child.stdout.resume();
      return new Program(child, found[1] ?? found[0]);
    }
    throw new Error(`${script}: ${complaint}`);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
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
