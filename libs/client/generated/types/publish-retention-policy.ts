// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface PublishRetentionPolicy {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly afterDays: number;
  readonly of: 'leads' | 'closed' | 'churned';
  readonly from: string;
}
