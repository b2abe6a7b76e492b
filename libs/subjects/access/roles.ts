import { SCOPE_WORDS } from '#kernel/scopes.js';

/** Roles that there are without anybody defining them. Permanent, as far as grants name them. */
export const ROLES: Readonly<Record<string, readonly string[]>> = {
  emitter: ['emit:*'],
  analyst: ['read'],
  sales: ['read', 'read:records'],
  manager: ['read', 'read:records', 'personal'],
  auditor: ['read', 'read:records', 'replay', 'audit'],
  controller: ['read', 'read:records', 'replay', 'audit', 'policy', 'close'],
  'privacy-officer': ['read', 'read:records', 'personal', 'privacy'],
  admin: ['emit:*', ...SCOPE_WORDS],
  operator: ['metrics'],
};
