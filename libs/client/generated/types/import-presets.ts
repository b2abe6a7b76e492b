// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Maps for files of systems that many have */
export interface ImportPresets {
  readonly presets: readonly {
    /** what a request names it by */
    readonly name: string;
    /** which file it is for, what it leaves out, how it reads dates */
    readonly about: string;
    /** columns that the file must have */
    readonly needs: readonly string[];
    /** columns that it may have */
    readonly optional: readonly string[];
  }[];
}
