// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface KeepMessage {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly channel: string;
  readonly subject: string;
  readonly title: string;
  readonly text: string;
  readonly link?: string | undefined;
}
