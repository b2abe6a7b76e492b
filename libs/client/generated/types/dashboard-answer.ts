// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { TileAnswer } from './tile-answer.js';

/** All tiles, those that are known at one time answered from one state of the book */
export interface DashboardAnswer {
  /** of the dashboard */
  readonly id: string;
  /** of the dashboard */
  readonly version: number;
  /** as given */
  readonly title: string;
  /** as given */
  readonly description?: string | undefined;
  /** what all tiles are narrowed to, by dimension */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly meta: {
    /** that every answer is of; null where no tile has one, or answers are of several */
    readonly position: string | null;
  };
  readonly tiles: readonly TileAnswer[];
}
