// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What the system says of itself right now */
export interface SystemMetric {
  /** permanent */
  readonly name: string;
  /** what it counts */
  readonly unit: string;
  /** how its figures are written */
  readonly type: 'integer' | 'number';
  /** what it goes by */
  readonly dimensions: readonly string[];
  /** in words */
  readonly definition: string;
}
