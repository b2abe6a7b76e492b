// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** A role that somebody has */
export interface Grant {
  /** by which it is withdrawn */
  readonly id: string;
  /** who has it, such as key:shop; null where it is a group */
  readonly principal: string | null;
  /** whose members have it */
  readonly group: string | null;
  /** what they may */
  readonly role: string;
  /** by dimension the values that are seen; null for all */
  readonly rows: Readonly<Record<string, readonly string[]>> | null;
  /** of fewer customers than this nothing is shown; null for no such limit */
  readonly minGroup: number | null;
  /** RFC 3339 in UTC */
  readonly givenAt: string;
}
