// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Closing } from './closing.js';

/** A period with the figures of one of its closings */
export interface ClosedPeriod {
  /** its name */
  readonly period: string;
  /** a business day */
  readonly from: string;
  /** a business day */
  readonly to: string;
  readonly closing: Closing;
  readonly closings: readonly Closing[];
  /** rows by dimension, under empty text the total */
  readonly figures: Readonly<Record<string, readonly (Readonly<Record<string, string | number | null>>)[]>>;
}
