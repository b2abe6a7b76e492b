// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Webhook } from './webhook.js';

/** All that are there, a page of them */
export interface WebhookList {
  readonly webhooks: readonly Webhook[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
