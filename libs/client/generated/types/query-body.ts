// Generated from the API description by `npm run generate:client`: change the API, not this file.

export type QueryBody = Readonly<Record<string, unknown>>;
