// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** The process lives */
export interface Health {
  readonly status: 'alive';
}
