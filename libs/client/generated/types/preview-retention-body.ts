// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface PreviewRetentionBody {
  readonly position?: string | undefined;
  readonly afterDays: number;
  readonly of: 'leads' | 'closed' | 'churned';
}
