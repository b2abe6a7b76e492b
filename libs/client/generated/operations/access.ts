// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { CallOptions } from '../../route.js';
import type { AuditPage } from '../types/audit-page.js';
import type { DefineRoleBody } from '../types/define-role-body.js';
import type { GiveGrantBody } from '../types/give-grant-body.js';
import type { Grants } from '../types/grants.js';
import type { IssueKeyBody } from '../types/issue-key-body.js';
import type { KeyIssued } from '../types/key-issued.js';
import type { KeyRotated } from '../types/key-rotated.js';
import type { Keys } from '../types/keys.js';
import type { ListAuditQuery } from '../types/list-audit-query.js';
import type { ListGrantsQuery } from '../types/list-grants-query.js';
import type { ListKeysQuery } from '../types/list-keys-query.js';
import type { ListRolesQuery } from '../types/list-roles-query.js';
import type { Me } from '../types/me.js';
import type { Receipt } from '../types/receipt.js';
import type { RevokeKeyBody } from '../types/revoke-key-body.js';
import type { Roles } from '../types/roles.js';
import type { RotateKeyBody } from '../types/rotate-key-body.js';
import type { SetQuotaBody } from '../types/set-quota-body.js';
import type { ShowMeQuery } from '../types/show-me-query.js';
import type { WaysIn } from '../types/ways-in.js';
import type { WithdrawGrantBody } from '../types/withdraw-grant-body.js';

export interface AccessOperations {
  /** Issue a key, which is told this once: `POST /v1/keys`. */
  issueKey(body: IssueKeyBody, options?: CallOptions): Promise<KeyIssued>;

  /** Every key, without what opens it: `GET /v1/keys`. */
  listKeys(query?: ListKeysQuery, options?: CallOptions): Promise<Keys>;

  /** Another secret for a key, the one before good for a while: `POST /v1/keys/{id}/rotate`. */
  rotateKey(id: string, body: RotateKeyBody, options?: CallOptions): Promise<KeyRotated>;

  /** Make a key good for nothing: `POST /v1/keys/{id}/revoke`. */
  revokeKey(id: string, body: RevokeKeyBody, options?: CallOptions): Promise<Receipt>;

  /** Say what a role may: `POST /v1/roles`. */
  defineRole(body: DefineRoleBody, options?: CallOptions): Promise<Receipt>;

  /** Every role and what it may: `GET /v1/roles`. */
  listRoles(query?: ListRolesQuery, options?: CallOptions): Promise<Roles>;

  /** Give somebody a role: `POST /v1/grants`. */
  giveGrant(body: GiveGrantBody, options?: CallOptions): Promise<Receipt>;

  /** Who has which role: `GET /v1/grants`. */
  listGrants(query?: ListGrantsQuery, options?: CallOptions): Promise<Grants>;

  /** Take a role away again: `POST /v1/grants/{id}/withdraw`. */
  withdrawGrant(id: string, body: WithdrawGrantBody, options?: CallOptions): Promise<Receipt>;

  /** Say how much somebody may have in a day: `POST /v1/quotas`. */
  setQuota(body: SetQuotaBody, options?: CallOptions): Promise<Receipt>;

  /** Who asks, and what that one may: `GET /v1/me`. */
  showMe(query?: ShowMeQuery, options?: CallOptions): Promise<Me>;

  /** How one is let in: `GET /auth`. */
  listWaysIn(options?: CallOptions): Promise<WaysIn>;

  /** Who asked for what: `GET /v1/audit`. */
  listAudit(query?: ListAuditQuery, options?: CallOptions): Promise<AuditPage>;
}
