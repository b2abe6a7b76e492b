import type { Calendar } from '#kernel/calendar.js';
import type { Views } from '#kernel/views.port.js';
import type { Policies } from '#insights/customer/policy.js';
import type { Ledger } from '#ledger/ledger.js';
import type { Positions } from '#platform/positions.js';

/** Everything the HTTP edge works on. */
export interface Book {
  readonly ledger: Ledger;
  readonly views: Views;
  readonly positions: Positions;
  readonly calendar: Calendar;
  /** The base currency. */
  readonly currency: string;
  readonly policies: Policies;
  readonly clock: () => Date;
  /** Why the book is not ready for questions; empty when it is. */
  troubles(): Promise<readonly string[]>;
}

/** Under which Nest knows the book. */
export const BOOK = Symbol('book');
