import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { SMALL_YOUNG } from '#platform/small-heaps.js';

/** The real program in a process of its own, as users run it, with the processes that it has started itself. */
export interface ServerProcess {
  readonly url: string;
  /** Resident memory in MB. */
  memory(): number;
  /** The most of it until now, of each of them. */
  mostMemory(): number;
  /** Processor time they have used until now. */
  processorSeconds(): number;
  stop(): Promise<void>;
}

export function startServer(folder: string, more: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  return startProcess('../../../apps/standalone/main.js', [], { TALLY_DATA_DIR: folder, TALLY_PORT: '0', ...more });
}

/** Any program that prints where it listens. @param main seen from here */
export async function startProcess(
  main: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Promise<ServerProcess> {
  const program = new URL(main, import.meta.url).pathname;
  const env = { ...process.env, ...more };
  const child = spawn(process.execPath, [SMALL_YOUNG, program, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return {
    url: await urlOf(child),
    memory: () => sumOf(child, (pid) => memoryOf(pid, 'VmRSS')),
    mostMemory: () => sumOf(child, (pid) => memoryOf(pid, 'VmHWM')),
    processorSeconds: () => sumOf(child, processorSecondsOf),
    stop: () => stop(child),
  };
}

async function urlOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('a server without output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/[\w.:]+/.exec(line)?.[0];
    if (url === undefined) continue;
    child.stdout.resume();
    return url;
  }
  throw new Error('the server did not start');
}

/** Over a process and all that descend from it. */
function sumOf({ pid }: ChildProcess, of: (pid: number) => number): number {
  return pid === undefined ? 0 : familyOf(pid).reduce((sum, one) => sum + of(one), 0);
}

function familyOf(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8')
    .split(' ')
    .filter(Boolean);
  return [pid, ...children.flatMap((child) => familyOf(Number(child)))];
}

function memoryOf(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
}

/** The kernel counts in hundredths of a second, in the 14th and 15th field. */
function processorSecondsOf(pid: number): number {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
