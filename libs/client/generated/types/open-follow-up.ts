// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface OpenFollowUp {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly customerId: string;
  readonly assignee?: string | undefined;
  readonly due?: string | undefined;
  readonly note?: string | undefined;
}
