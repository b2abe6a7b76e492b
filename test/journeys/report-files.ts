import { createHash } from 'node:crypto';

/** A run as it is listed. */
export interface Run {
  readonly run: number;
  readonly period: string;
  readonly state: string;
  readonly madeUp: boolean;
  readonly reason?: string;
}

/** What a run reported. */
export interface Report {
  readonly position: string;
  readonly digest: string;
  readonly notes: readonly string[];
  readonly changes: readonly { readonly title: string; readonly before: unknown; readonly after: unknown }[];
  readonly parts: readonly { readonly answer: { readonly rows: readonly object[]; readonly totals: object } }[];
}

/** What tells the bytes of a file from others. */
export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The forms that a report can have. */
export const FORMATS = ['html', 'pdf', 'xlsx', 'csv'];
