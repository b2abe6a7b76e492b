// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { TileAnswer } from './tile-answer.js';

/** What a link shows: tiles, one where it is a question’s */
export interface SharedAnswer {
  readonly kind: 'question' | 'dashboard';
  /** as given */
  readonly title: string;
  /** as given */
  readonly description?: string | undefined;
  /** whether it shows for ever what it showed when it was shared */
  readonly pin: boolean;
  /** RFC 3339 in UTC */
  readonly sharedAt: string;
  /** null: it does not expire */
  readonly expiresAt: string | null;
  /** of the figures: equal figures have equal digests */
  readonly digest: string;
  /** what all tiles are narrowed to, by dimension */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly meta: {
    /** that every answer is of; null where no tile has one, or answers are of several */
    readonly position: string | null;
  };
  readonly tiles: readonly TileAnswer[];
  /** of a pinned one; null of another, which shows today’s answer anyway */
  readonly today: {
    /** that the answer of today is of */
    readonly position: string | null;
    /** whether it has the same digest */
    readonly same: boolean;
    /** figures that differ */
    readonly differences: number;
    /** in the order of tiles */
    readonly tiles: readonly {
      /** why it has no answer today, in a sentence */
      readonly problem: string | null;
      /** the first 100 */
      readonly differences: readonly {
        /** what names the row; nothing for the total */
        readonly row: Readonly<Record<string, string | number | null>>;
        /** the name of the column */
        readonly metric: string;
        /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
        readonly then: string | number | null;
        /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
        readonly now: string | number | null;
      }[];
    }[];
  } | null;
}
