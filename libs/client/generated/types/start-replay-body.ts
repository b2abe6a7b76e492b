// Generated from the API description by `npm run generate:client`: change the API, not this file.

export type StartReplayBody = Readonly<Record<string, unknown>>;
