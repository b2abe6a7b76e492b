// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Share } from './share.js';

/** All that are there, a page of them */
export interface ShareList {
  readonly shares: readonly Share[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
