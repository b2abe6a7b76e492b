// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { QuarantinedEvent } from './quarantined-event.js';

/** Events that were no facts when they came, in the order they came, a page of it */
export interface QuarantinedEvents {
  readonly events: readonly QuarantinedEvent[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
