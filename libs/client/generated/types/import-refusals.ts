// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What an import has refused by now, in the order of its facts; as a file all of it */
export interface ImportRefusals {
  readonly refusals: readonly {
    /** of the file, on which it begins */
    readonly line?: number | undefined;
    /** as the fact gives it; empty where it gives none */
    readonly id: string;
    /** of a problem, or row-unreadable */
    readonly code: string;
    /** what is wrong and what to do about it */
    readonly detail: string;
  }[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
