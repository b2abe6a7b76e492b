import { Problem } from '#kernel/problem.js';
import { COMMAND_TYPES, type CommandType, type Ledger } from './ledger.js';

/** One line of a bulk request: its number from 1, and its value, or what was wrong with its text. */
export type BulkLine =
  { readonly line: number; readonly value: unknown } | { readonly line: number; readonly problem: Problem };

export interface BulkError {
  readonly line: number;
  readonly id: string;
  readonly code: string;
  readonly detail: string;
}

export interface BulkResult {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** The highest position of a line recorded, now or before. */
  readonly position: number;
  /** The first 1,000; the rest is only counted. */
  readonly errors: readonly BulkError[];
}

const ERRORS_KEPT = 1_000;
/** Lines decided on before the event loop gets its turn. */
const WINDOW = 500;

/**
 * Records lines in the order they come, so that a line may depend on those before it, yet many at a time, so that the log commits them
 * together: within a window, lines are put into waves; a line waits for the wave after the last line that changes what it looks at.
 */
export async function recordMany(ledger: Ledger, lines: AsyncIterable<BulkLine>): Promise<BulkResult> {
  const tally = new Tally();
  let window: BulkLine[] = [];
  for await (const line of lines) {
    window.push(line);
    if (window.length < WINDOW) continue;
    await recordWindow(ledger, window, tally);
    window = [];
  }
  await recordWindow(ledger, window, tally);
  return tally.result();
}

async function recordWindow(ledger: Ledger, window: readonly BulkLine[], tally: Tally): Promise<void> {
  for (const wave of wavesOf(window)) await Promise.all(wave.map((line) => recordLine(ledger, line, tally)));
}

async function recordLine(ledger: Ledger, line: BulkLine, tally: Tally): Promise<void> {
  try {
    if ('problem' in line) throw line.problem;
    const { type, data } = commandOf(line.value);
    const receipt = await ledger.record(type, data);
    tally.recorded(receipt.position, receipt.duplicate);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    tally.rejected({ line: line.line, id: idOf(line), code: error.code, detail: error.detail });
  }
}

function commandOf(value: unknown): { type: CommandType; data: unknown } {
  const { type, data, ...rest } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  const known = COMMAND_TYPES.find((candidate) => candidate === type);
  if (known === undefined) throw new Problem('invalid-request', `type must be one of ${COMMAND_TYPES.join(', ')}`);
  if (Object.keys(rest).length > 0) throw new Problem('invalid-request', 'a line has only the fields type and data');
  return { type: known, data };
}

/** Lines in waves, each of which depends only on the waves before. Order within a wave is the order of the lines. */
function wavesOf(window: readonly BulkLine[]): readonly (readonly BulkLine[])[] {
  const waves: BulkLine[][] = [];
  const written = new Map<string, number>();
  const looked = new Map<string, number>();
  for (const line of window) {
    const { writes, reads } = touched(line);
    const after = [...writes, ...reads].map((stream) => (written.get(stream) ?? -1) + 1);
    const wave = Math.max(0, ...after, ...writes.map((stream) => (looked.get(stream) ?? -1) + 1));
    (waves[wave] ??= []).push(line);
    for (const stream of writes) written.set(stream, wave);
    for (const stream of reads) looked.set(stream, Math.max(looked.get(stream) ?? 0, wave));
  }
  return waves;
}

/** The streams a line changes and looks at, as far as its unchecked text tells. */
function touched(line: BulkLine): { writes: readonly string[]; reads: readonly string[] } {
  const { type, data } = ('value' in line ? (line.value ?? {}) : {}) as Readonly<Record<string, unknown>>;
  const { id, customerId, saleId, interactionId } = (data ?? {}) as Readonly<Record<string, unknown>>;
  const about = customerId === undefined ? [] : [`customer ${String(customerId)}`];
  switch (type as CommandType) {
    case 'RegisterCustomer':
      return { writes: [`customer ${String(id)}`], reads: [] };
    case 'ChangeCustomer':
    case 'CloseCustomer':
    case 'ReopenCustomer':
      return { writes: about, reads: [] };
    case 'RecordSale':
      return { writes: [`sale ${String(id)}`], reads: about };
    case 'RefundSale':
    case 'VoidSale':
      return { writes: [`sale ${String(saleId)}`], reads: [] };
    case 'RecordCredit':
      return { writes: [`credit ${String(id)}`], reads: about };
    case 'LogInteraction':
      return { writes: [`interaction ${String(id)}`], reads: about };
    case 'VoidInteraction':
      return { writes: [`interaction ${String(interactionId)}`], reads: [] };
  }
  return { writes: [], reads: [] };
}

function idOf(line: BulkLine): string {
  const { data } = ('value' in line ? (line.value ?? {}) : {}) as { data?: { id?: unknown } | null };
  return typeof data?.id === 'string' ? data.id.slice(0, 200) : '';
}

class Tally {
  private accepted = 0;
  private duplicates = 0;
  private refused = 0;
  private position = 0;
  private readonly errors: BulkError[] = [];

  recorded(position: number, duplicate: boolean): void {
    if (duplicate) this.duplicates++;
    else this.accepted++;
    this.position = Math.max(this.position, position);
  }

  rejected(error: BulkError): void {
    this.refused++;
    if (this.errors.length < ERRORS_KEPT) this.errors.push(error);
  }

  result(): BulkResult {
    const errors = [...this.errors].sort((a, b) => a.line - b.line);
    return {
      accepted: this.accepted,
      duplicates: this.duplicates,
      rejected: this.refused,
      position: this.position,
      errors,
    };
  }
}
