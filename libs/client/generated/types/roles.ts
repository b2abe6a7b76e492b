// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Every role, in the order of their names */
export interface Roles {
  readonly roles: readonly {
    /** its name */
    readonly role: string;
    /** what it may */
    readonly scopes: readonly string[];
  }[];
}
