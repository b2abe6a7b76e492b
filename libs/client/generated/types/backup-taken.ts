// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** A copy of the book is kept, and every event of it was looked at */
export interface BackupTaken {
  /** as the caller gave it */
  readonly id: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** whether it was recorded before, at this position */
  readonly duplicate: boolean;
  /** events that are in it */
  readonly size: number;
  /** over them, in base64, as heads of the log have it */
  readonly root: string;
}
