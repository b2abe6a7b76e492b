// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Closing } from './closing.js';
import type { LaterFact } from './later-fact.js';

/** What came after a closing, and what it makes of the figures */
export interface Restatements {
  /** its name */
  readonly period: string;
  readonly closing: Closing;
  readonly changes: readonly {
    /** its name */
    readonly metric: string;
    /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
    readonly closed: string | number | null;
    /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
    readonly now: string | number | null;
    /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
    readonly change: string | number | null;
  }[];
  readonly facts: readonly LaterFact[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
