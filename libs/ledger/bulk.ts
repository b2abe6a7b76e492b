import type { Receipt } from '#engine/record/handle.js';
import { Problem, type ProblemCode } from '#kernel/problem.js';
import { commandNamed, knownCommand, type CommandTypes, type Ledger } from './ledger.js';
import { wavesOf, type Touched } from './waves.js';

/** One line of a bulk request: its number from 1, and its value (any JSON), or what was wrong with its text. */
export type BulkLine =
  { readonly line: number; readonly value: unknown } | { readonly line: number; readonly problem: Problem };

export interface BulkError {
  readonly line: number;
  /** As the line gave it; empty where it gave none. */
  readonly id: string;
  readonly code: ProblemCode;
  readonly detail: string;
}

export interface BulkResult {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** The highest position of a line recorded, now or before; 0 if none was. */
  readonly position: number;
  /** The first 1,000; the rest is only counted. */
  readonly errors: readonly BulkError[];
}

/**
 * A request that ended before its lines did, since the book takes no more at the moment or there is something wrong with the body: what
 * became of the lines until then, and where to go on. Every line before `nextLine` is settled and counted; where the book took no more,
 * some from there on may be recorded too, and are duplicates when they are sent again.
 */
class BulkStopped extends Problem {
  constructor(cause: unknown, result: BulkResult, nextLine: number) {
    const [code, why]: [ProblemCode, string] =
      cause instanceof Problem ? [cause.code, cause.detail] : ['internal', 'something went wrong on our side'];
    const detail = `${why}; all lines before line ${String(nextLine)} are settled: go on from there, or send all again`;
    super(code, detail, [], { ...result, position: String(result.position), nextLine });
    this.cause = cause;
  }
}

type Recorder = Pick<Ledger, 'record' | 'commands'>;

/** Bytes of the longest line that is read; longer ones are bad lines. */
export const LINE_LIMIT = 1_048_576;
const ERRORS_KEPT = 1_000;
/** Lines taken in hand at a time: what a long request needs of memory. */
const WINDOW = 500;

/**
 * Records lines as if one after another, so that a line may depend on those before it, yet many at a time, so that the log commits them
 * together: within a window a line waits only for the lines before it that change what it looks at. A line that is refused never stops
 * the others; what is wrong with the book itself (its clock, the disk, a store) does. Reads no further ahead than a window.
 * @param lines may end with a Problem, after the last line that can be read
 * @throws BulkStopped; what else `lines` ends with, as it is
 */
export async function recordMany(ledger: Recorder, lines: AsyncIterable<BulkLine>): Promise<BulkResult> {
  const tally = new Tally();
  let nextLine = 1;
  try {
    for await (const window of windowsOf(lines)) {
      await recordWindow(ledger, window, tally);
      nextLine = (window.at(-1)?.line ?? 0) + 1;
    }
  } catch (error) {
    if (error instanceof BulkStopped || !(error instanceof Problem)) throw error;
    throw new BulkStopped(error, tally.result(), nextLine);
  }
  return tally.result();
}

/** What was there before the lines ended badly is recorded like any other. */
async function* windowsOf(lines: AsyncIterable<BulkLine>): AsyncGenerator<readonly BulkLine[]> {
  let window: BulkLine[] = [];
  try {
    for await (const line of lines) {
      window.push(line);
      if (window.length < WINDOW) continue;
      yield window;
      window = [];
    }
  } catch (error) {
    if (window.length > 0) yield window;
    throw error;
  }
  if (window.length > 0) yield window;
}

async function recordWindow(ledger: Recorder, window: readonly BulkLine[], tally: Tally): Promise<void> {
  const outcomes = new Map<BulkLine, Receipt | Problem>();
  let stopped: PromiseRejectedResult | undefined;
  for (const wave of wavesOf(window, (line) => touchedBy(line, ledger.commands))) {
    // Settled all: a fault of one line must not leave the others running unattended.
    const settled = await Promise.allSettled(wave.map((line) => recordLine(ledger, line)));
    wave.forEach((line, i) => {
      const result = settled[i] as PromiseSettledResult<Receipt | Problem>;
      if (result.status === 'fulfilled') outcomes.set(line, result.value);
      else stopped ??= result;
    });
    if (stopped !== undefined) break;
  }
  for (const line of window) {
    const outcome = outcomes.get(line);
    if (outcome === undefined) throw new BulkStopped(stopped?.reason, tally.result(), line.line);
    tally.count(line, outcome);
  }
}

/** Rejects only for a fault. */
async function recordLine(ledger: Recorder, line: BulkLine): Promise<Receipt | Problem> {
  if ('problem' in line) return line.problem;
  try {
    const { type, data } = commandOf(line.value, ledger.commands);
    return await ledger.record(type, data);
  } catch (error) {
    // What is wrong with the book at the moment is no mistake of the line.
    if (error instanceof Problem && error.status < 500) return error;
    throw error;
  }
}

function commandOf(value: unknown, commands: CommandTypes): { type: string; data: unknown } {
  const { type, data, ...rest } = fieldsOf(value);
  commandNamed(commands, type);
  if (Object.keys(rest).length > 0) throw new Problem('invalid-request', 'a line has only the fields type and data');
  return { type: type as string, data };
}

/** As far as a line's unchecked value tells: what is no text touches nothing, it will be refused anyway. */
function touchedBy(line: BulkLine, commands: CommandTypes): Touched {
  const { type, data } = fieldsOf('value' in line ? line.value : undefined);
  return knownCommand(commands, type)?.touches(fieldsOf(data)) ?? {};
}

/** Any JSON as its fields; what is no object has none. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

class Tally {
  private accepted = 0;
  private duplicates = 0;
  private rejected = 0;
  private position = 0;
  private readonly errors: BulkError[] = [];

  count(line: BulkLine, outcome: Receipt | Problem): void {
    if (outcome instanceof Problem) {
      this.refused(line, outcome);
      return;
    }
    if (outcome.duplicate) this.duplicates++;
    else this.accepted++;
    this.position = Math.max(this.position, outcome.position);
  }

  private refused(line: BulkLine, { code, detail }: Problem): void {
    this.rejected++;
    if (this.errors.length >= ERRORS_KEPT) return;
    const { id } = fieldsOf(fieldsOf('value' in line ? line.value : undefined)['data']);
    this.errors.push({
      line: line.line,
      id: typeof id === 'string' ? id.slice(0, 200).toWellFormed() : '',
      code,
      detail,
    });
  }

  result(): BulkResult {
    const { accepted, duplicates, rejected, position, errors } = this;
    return { accepted, duplicates, rejected, position, errors };
  }
}
