// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Definitions } from './definitions.js';

/** What a policy would change */
export interface PolicyPreview {
  readonly by: 'stage' | 'tier';
  /** a business day */
  readonly asOf: string;
  readonly definitions: Definitions;
  /** by stage or tier: its size and the revenue of its customers */
  readonly current: Readonly<Record<string, {
    /** who stand in it */
    readonly customers: number;
    /** an exact decimal */
    readonly revenue: string;
  }>>;
  /** by stage or tier: its size and the revenue of its customers */
  readonly proposed: Readonly<Record<string, {
    /** who stand in it */
    readonly customers: number;
    /** an exact decimal */
    readonly revenue: string;
  }>>;
  /** customers who would stand elsewhere */
  readonly moved: number;
  readonly matrix: readonly {
    /** the part now */
    readonly from: string;
    /** the part then */
    readonly to: string;
    /** who move */
    readonly customers: number;
  }[];
  /** the first 100 */
  readonly customers: readonly {
    /** of a customer who would move */
    readonly id: string;
    /** now */
    readonly from: string;
    /** then */
    readonly to: string;
  }[];
}
