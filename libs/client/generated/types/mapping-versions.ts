// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { MappingVersion } from './mapping-version.js';

/** Every version in order, a page of them */
export interface MappingVersions {
  /** of the thing */
  readonly id: string;
  readonly versions: readonly MappingVersion[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
