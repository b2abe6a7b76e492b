// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Whom a rule of retention would have erased today */
export interface RetentionPreview {
  readonly of: 'leads' | 'closed' | 'churned';
  /** of nothing that happened */
  readonly afterDays: number;
  /** a business day */
  readonly asOf: string;
  /** who would be erased */
  readonly customers: number;
  /** who would, were they not held */
  readonly held: number;
  /** who would, had all of theirs been recorded sealed */
  readonly unsealed: number;
}
