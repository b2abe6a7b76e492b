// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Channel } from './channel.js';

/** All that are there, a page of them */
export interface ChannelList {
  readonly channels: readonly Channel[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
