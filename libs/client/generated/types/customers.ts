// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Customer } from './customer.js';

/** Customers as of a time, a page of them */
export interface Customers {
  readonly customers: readonly Customer[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
