// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Definitions } from './definitions.js';

/** How far a replay is */
export interface Replay {
  /** what questions name it by */
  readonly id: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  /** RFC 3339 or a date; null for now */
  readonly asOf: string | null;
  /** RFC 3339, a date or a position; null for everything recorded */
  readonly knownAt: string | null;
  /** the last position that counts as known */
  readonly position: string;
  readonly progress: number;
  readonly definitions: Definitions;
  /** why it failed */
  readonly error?: string | undefined;
}
