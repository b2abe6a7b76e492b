import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { builtProgram } from '#kernel/checkout.js';
import { Questions } from '#engine/threads/questions.js';
import type { FromThread } from '#engine/threads/thread-message.js';
import { ImportError } from '#imports/import-error.js';
import type { ImportLine } from '#imports/import-source.js';
import type { Cell, Refusal } from '#imports/refusals.js';
import { splitLines } from '#kernel/lines.js';
import { Problem } from '#kernel/problem.js';
import { SMALL_YOUNG } from '#platform/small-heaps.js';
import { MOST_IN_LINE, read } from './fact-lines.js';
import { DATA, FACTS, FILE_BLOCKS, HEAP, TIME } from './mapping-limits.js';
import {
  END_OF_FACTS,
  FACTS_BROKE,
  type MappingAnswers,
  type MappingQuestion,
  type MappingSays,
  type ToMapThere,
  type ToSuggestFor,
} from './mapping-messages.js';

const FILE = builtProgram('libs/book/importing/mapping.process');

/** The process has ended before it has given all. */
class MappingEnded extends Error {
  override readonly name = 'MappingEnded';
}

/** A process of its own that makes facts of a caller's file by a caller's SQL: whatever becomes of it, this one goes on. */
export class MappingProcess {
  private readonly questions = new Questions<MappingQuestion>((message) => this.child.send(message));
  private hasEnded = false;
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;
  private isLate = false;

  /** @param folder where the file is, and whatever is made of it on the way @param onRead told of bytes that it has read of the file */
  constructor(folder: string, onRead: (bytes: number) => void) {
    this.child = started(folder);
    this.exited = once(this.child, 'exit');
    const end = (): void => {
      this.hasEnded = true;
      this.questions.reject(this.ended());
    };
    // What it could not be sent is told by its end.
    this.child.on('error', () => undefined);
    this.exited.then(end, end);
    this.child.on('message', (message: FromThread<MappingSays>) => {
      if (message.kind === 'say') onRead(message.message);
      else if (message.kind === 'answer' || message.kind === 'fault') this.questions.heard(message);
    });
  }

  /** Reads and maps a file, all of it. @returns how much there is to send @throws Problem `bad-import` */
  map(asked: ToMapThere): Promise<MappingAnswers['map']> {
    return this.ask({ kind: 'map', ...asked });
  }

  /** @throws Problem `bad-import` */
  suggest(asked: ToSuggestFor): Promise<MappingAnswers['suggest']> {
    return this.ask({ kind: 'suggest', ...asked });
  }

  /** The facts of a file that is mapped, as fast as they are taken. @throws Problem `bad-import` */
  async *facts(): AsyncGenerator<ImportLine> {
    const stream = this.child.stdio[FACTS] as Readable;
    for await (const { bytes } of splitLines(stream as AsyncIterable<Buffer>, MOST_IN_LINE)) {
      const text = bytes?.toString('utf8') ?? '';
      if (text === END_OF_FACTS) return;
      if (text.startsWith(FACTS_BROKE))
        throw new Problem('bad-import', JSON.parse(text.slice(FACTS_BROKE.length)) as string);
      if (text === '') break;
      yield read(text);
    }
    // Nothing more comes of it, and it may not end by itself.
    await this.end();
    throw this.problem(this.ended());
  }

  /** The cell that a refusal is about; none is told of where it has ended. */
  async cell(refusal: Refusal): Promise<Cell | undefined> {
    if (this.hasEnded) return undefined;
    const cells = this.questions.ask<MappingAnswers['cells']>({ kind: 'cells', refusals: [refusal] });
    const [cell] = await cells.catch(() => []);
    return cell;
  }

  /** Resolves when it has ended where it is. */
  async end(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited.catch(() => undefined);
  }

  private async ask<Answer>(question: MappingQuestion): Promise<Answer> {
    const late = setTimeout(() => {
      this.isLate = true;
      this.child.kill('SIGKILL');
    }, TIME);
    try {
      return await this.questions.ask<Answer>(question);
    } catch (error) {
      throw this.problem(error);
    } finally {
      clearTimeout(late);
    }
  }

  private problem(error: unknown): unknown {
    if (!(error instanceof Error)) return error;
    // An error of another process has kept its name only.
    if (error.name === ImportError.name) return new Problem('bad-import', error.message);
    if (!(error instanceof MappingEnded)) return error;
    const minutes = String(TIME / 60_000);
    const what = this.isLate
      ? `takes longer than ${minutes} minutes`
      : 'takes more memory or disk than there is for it';
    return new Problem(
      'bad-import',
      `reading and mapping the file ${what}: split the file, or simplify the map; tally import has what its own machine has`,
    );
  }

  private ended(): MappingEnded {
    return new MappingEnded(`it has ended with ${String(this.child.signalCode ?? this.child.exitCode)}`);
  }
}

/** With nothing of this process's environment, and under limits that the system holds it to. */
function started(folder: string): ChildProcess {
  const limits = `ulimit -d ${String(DATA)}; ulimit -f ${String(FILE_BLOCKS)}; ulimit -c 0`;
  const heap = [SMALL_YOUNG, `--max-old-space-size=${String(HEAP)}`];
  const node = [process.execPath, '--v8-pool-size=1', ...heap, fileURLToPath(FILE)];
  return spawn('/bin/sh', ['-c', `${limits}; exec "$@"`, 'sh', ...node], {
    cwd: folder,
    // A relative place, so that no setting of DuckDB tells a map where this is.
    env: { MALLOC_ARENA_MAX: '2', TMPDIR: '.' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc', 'pipe'],
  });
}
