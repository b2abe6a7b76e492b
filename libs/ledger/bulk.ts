import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Receipt } from '#engine/record/handle.js';
import { Problem, type ProblemCode } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { Tally, fieldsOf, type BulkLine, type BulkResult } from './bulk-tally.js';
import type { GivingWay } from './giving-way.js';
import { commandNamed, knownCommand, type CommandTypes, type Ledger } from './ledger.js';
import { Turns, type Touched } from './turns.js';

/**
 * A request that ended before its lines did, since the book takes no more at the moment or there is something wrong with the body: what
 * became of the lines until then, and where to go on. Every line before `nextLine` is settled and counted; where the book took no more,
 * some from there on may be recorded too, and are duplicates when they are sent again.
 */
export class BulkStopped extends Problem {
  constructor(
    cause: unknown,
    readonly result: BulkResult,
    readonly nextLine: number,
  ) {
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
/** Lines in hand at most, from the first that is not settled: what a long request needs of memory. */
const WINDOW = 500;
/** Milliseconds for which lines are begun one after another, before others have a turn of the event loop. */
const SLICE = 4;

/**
 * Records lines as if one after another, so that a line may depend on those before it, yet many at a time, so that the log commits them
 * together: a line waits only for the lines before it that change what it looks at. A line that is refused never stops the others; what is
 * wrong with the book itself (its clock, the disk, a store) does. Reads no further ahead than a window.
 * @param lines may end with a Problem, after the last line that can be read
 * @param way given to whoever waits for answers, none unless given
 * @throws BulkStopped; what else `lines` ends with, as it is
 */
export async function recordMany(
  ledger: Recorder,
  lines: AsyncIterable<BulkLine>,
  way?: Pick<GivingWay, 'before'>,
): Promise<BulkResult> {
  const hand = new Hand(ledger, way);
  try {
    for await (const line of lines) if (!(await hand.take(line))) break;
  } catch (error) {
    const { result, nextLine } = await hand.settle();
    throw error instanceof Problem ? new BulkStopped(error, result, nextLine) : error;
  }
  return (await hand.settle()).result;
}

/** A line that is being worked. */
interface Piece {
  readonly line: BulkLine;
  settled?: Promise<void>;
  /** None where it is under way, or the request was stopped before. */
  outcome?: Receipt | Problem;
}

/** The lines of a request that were read and are not counted yet, in their order. */
class Hand {
  private readonly turns = new Turns();
  private readonly tally = new Tally();
  private readonly pieces: Piece[] = [];
  private nextLine = 1;
  /** What the lines in hand say. */
  private knownSince: unknown;
  private sliceEnd = 0;
  private fault: { readonly reason: unknown } | undefined;

  constructor(
    private readonly ledger: Recorder,
    private readonly way: Pick<GivingWay, 'before'> | undefined,
  ) {}

  /** Begins a line as soon as there is room for it; false where none is begun any more. */
  async take(line: BulkLine): Promise<boolean> {
    for (let [first] = this.pieces; first !== undefined && this.pieces.length >= WINDOW; [first] = this.pieces) {
      await first.settled;
      this.count();
      if (this.fault !== undefined) return false;
    }
    await this.turnTo(knownSinceOf(line));
    await this.rest();
    if (this.fault !== undefined) return false;
    const piece: Piece = { line };
    piece.settled = this.turns.take(touchedBy(line, this.ledger.commands), () => this.work(piece));
    this.pieces.push(piece);
    return true;
  }

  /** The log goes by what a line was known since: none of another time may still be on its way to it. */
  private async turnTo(knownSince: unknown): Promise<void> {
    if (knownSince === this.knownSince) return;
    for (const { settled } of this.pieces) await settled;
    this.count();
    this.knownSince = knownSince;
  }

  /** Lets others have their turn, who would wait for a whole window otherwise. */
  private async rest(): Promise<void> {
    if (performance.now() < this.sliceEnd) return;
    await this.way?.before(SLICE);
    await nextTurn();
    this.sliceEnd = performance.now() + SLICE;
  }

  /** What became of all lines, once nothing is left running unattended. @throws BulkStopped */
  async settle(): Promise<{ readonly result: BulkResult; readonly nextLine: number }> {
    for (const { settled } of this.pieces) await settled;
    this.count();
    const { fault, nextLine } = this;
    const result = this.tally.result();
    if (fault !== undefined) throw new BulkStopped(fault.reason, result, nextLine);
    return { result, nextLine };
  }

  private async work(piece: Piece): Promise<void> {
    if (this.fault !== undefined) return;
    try {
      piece.outcome = await recordLine(this.ledger, piece.line);
    } catch (reason) {
      this.fault ??= { reason };
    }
  }

  private count(): void {
    const open = this.pieces.findIndex(({ outcome }) => outcome === undefined);
    for (const { line, outcome } of this.pieces.splice(0, open === -1 ? this.pieces.length : open)) {
      if (outcome !== undefined) this.tally.count(line, outcome);
      this.nextLine = line.line + 1;
    }
  }
}

/** Rejects only for a fault. */
async function recordLine(ledger: Recorder, line: BulkLine): Promise<Receipt | Problem> {
  if ('problem' in line) return line.problem;
  try {
    const { type, data, knownSince } = commandOf(line.value, ledger.commands);
    return await ledger.record(type, data, { knownSince });
  } catch (error) {
    // What is wrong with the book at the moment is no mistake of the line.
    if (error instanceof Problem && error.status < 500) return error;
    throw error;
  }
}

function commandOf(value: unknown, commands: CommandTypes): { type: string; data: unknown; knownSince: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Problem(
      'invalid-request',
      `a line ${refusing(value, 'must be an object with the fields type and data')}`,
    );
  const fields = fieldsOf(value);
  const { type, data, knownSince } = fields;
  commandNamed(commands, type);
  for (const name in fields)
    if (!FIELDS.has(name)) throw new Problem('invalid-request', 'a line has only the fields type, data and knownSince');
  return { type: type as string, data, knownSince };
}

const FIELDS: ReadonlySet<string> = new Set(['type', 'data', 'knownSince']);

function knownSinceOf(line: BulkLine): unknown {
  return fieldsOf('value' in line ? line.value : undefined)['knownSince'];
}

/** As far as a line's unchecked value tells: what is no text touches nothing, it will be refused anyway. */
function touchedBy(line: BulkLine, commands: CommandTypes): Touched {
  const { type, data } = fieldsOf('value' in line ? line.value : undefined);
  return knownCommand(commands, type)?.touches(fieldsOf(data)) ?? {};
}
