import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Running, Watcher } from '#engine/threads/running.js';
import type { FromThread } from '#engine/threads/thread-message.js';

/** The process has ended by itself. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded';
}

export interface InProcessOptions {
  /** The module it runs, which calls `processSide`. */
  readonly file: URL;
  /** What the module finds as its `data`; cloned. */
  readonly data?: unknown;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Arguments of its own for Node. */
  readonly node?: readonly string[];
  /** Kilobytes that it may write to, which the system holds it to; as many as there are unless given. */
  readonly mostData?: number;
}

/** Bytes of what it writes to its standard error that are kept, to tell why it ended: an error, where it was thrown and what belongs to it. */
const KEPT = 8_000;
/** The line of those that says it. What stands below it are places, and the error's own properties. */
const ERROR = /^(?:FATAL ERROR|\w*Error)\b/;
/** Lines that never do: where Node was, and which. */
const BESIDE_THE_POINT = /^\s*$|^\s+at |^Node\.js v/;

/** Begins a process that talks with this one: it ends with this one, whatever that ends with. */
export function inProcess<Question, Said, Told>(
  options: InProcessOptions,
  watcher: Watcher<Said>,
): Running<Question, Told> {
  const child = started(options);
  let complaint = '';
  let isWanted = false;
  child.stderr?.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-KEPT)));
  child.on('message', (message: FromThread<Said>) => watcher.heard(message));
  child.on('error', (error) => watcher.failed(error));
  const ended = new Promise<void>((resolve) => {
    // Not when it exits: what it said before may not be here by then.
    child.once('close', (code: number | null, signal: NodeJS.Signals | null) => {
      if (!isWanted) watcher.failed(new ProcessEnded(said(signal ?? code, complaint)));
      resolve();
    });
    // Where there was none to begin with.
    child.once('error', () => child.pid === undefined && resolve());
  });
  const post = (message: unknown): void => {
    // What cannot be sent has nobody to hear it: that it has ended is told by itself.
    child.send(message as object, () => undefined);
  };
  post({ kind: 'begin', data: options.data });
  return {
    post: (message) => {
      isWanted ||= message.kind === 'stop';
      post(message);
    },
    end: () => {
      isWanted = true;
      child.kill('SIGKILL');
      return ended;
    },
    ended,
  };
}

function said(how: string | number | null, complaint: string): string {
  const lines = complaint.split('\n');
  const why = lines.findLast((line) => ERROR.test(line)) ?? lines.findLast((line) => !BESIDE_THE_POINT.test(line));
  return `it has ended with ${String(how)}${why === undefined ? '' : `: ${why.trim()}`}`;
}

function started({ file, env, node = [], mostData }: InProcessOptions): ChildProcess {
  const run = [process.execPath, ...node, fileURLToPath(file)];
  const limit = mostData === undefined ? '' : `ulimit -d ${String(mostData)}; `;
  return spawn('/bin/sh', ['-c', `${limit}exec "$@"`, 'sh', ...run], {
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}
