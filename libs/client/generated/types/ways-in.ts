// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** How whoever asks is let in */
export interface WaysIn {
  readonly ways: readonly ('key' | 'sign-in')[];
}
