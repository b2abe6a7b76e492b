// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Problem } from './problem.js';
import type { QueryAnswer } from './query-answer.js';

/** A tile with its answer, or why it has none */
export interface TileAnswer {
  /** the id of its saved question; null where it has one of its own */
  readonly question: string | null;
  /** of the saved question, or of its chart; null where neither has one */
  readonly title: string | null;
  readonly chart: {
    readonly kind: string;
    readonly title?: string | undefined;
    readonly metrics?: readonly string[] | undefined;
    readonly top?: number | undefined;
  };
  /** columns of twelve */
  readonly width: number;
  /** rows */
  readonly height: number;
  /** null where it has none */
  readonly answer: QueryAnswer | null;
  readonly problem?: Problem | undefined;
}
