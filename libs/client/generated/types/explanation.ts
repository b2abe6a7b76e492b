// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { ChangePart } from './change-part.js';
import type { Definitions } from './definitions.js';

/** Why a figure differs between two points */
export interface Explanation {
  /** its name */
  readonly metric: string;
  /** what it counts */
  readonly unit: string;
  /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
  readonly a: string | number | null;
  /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
  readonly b: string | number | null;
  /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
  readonly change: string | number | null;
  readonly definitions: {
    readonly a: Definitions;
    readonly b: Definitions;
  };
  readonly parts: readonly ChangePart[];
}
