// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { WebhookVersion } from './webhook-version.js';

/** Every version in order, a page of them */
export interface WebhookVersions {
  /** of the thing */
  readonly id: string;
  readonly versions: readonly WebhookVersion[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
