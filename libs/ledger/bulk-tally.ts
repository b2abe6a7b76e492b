import type { Receipt } from '#engine/record/handle.js';
import { Problem, type ProblemCode } from '#kernel/problem.js';

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

const ERRORS_KEPT = 1_000;

/** What became of the lines of a request, in their order. */
export class Tally {
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

/** Any JSON as its fields; what is no object has none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
