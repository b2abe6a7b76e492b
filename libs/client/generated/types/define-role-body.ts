// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface DefineRoleBody {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id?: string | undefined;
  readonly role: string;
  readonly scopes: readonly string[];
}
