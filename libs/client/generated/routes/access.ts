// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Route } from '../../route.js';

export const ROUTES = {
  issueKey: { method: 'POST', path: '/v1/keys', body: true },
  listKeys: { method: 'GET', path: '/v1/keys', query: true },
  rotateKey: { method: 'POST', path: '/v1/keys/{id}/rotate', body: true },
  revokeKey: { method: 'POST', path: '/v1/keys/{id}/revoke', body: true },
  defineRole: { method: 'POST', path: '/v1/roles', body: true },
  listRoles: { method: 'GET', path: '/v1/roles', query: true },
  giveGrant: { method: 'POST', path: '/v1/grants', body: true },
  listGrants: { method: 'GET', path: '/v1/grants', query: true },
  withdrawGrant: { method: 'POST', path: '/v1/grants/{id}/withdraw', body: true },
  setQuota: { method: 'POST', path: '/v1/quotas', body: true },
  showMe: { method: 'GET', path: '/v1/me', query: true },
  listWaysIn: { method: 'GET', path: '/auth' },
  listAudit: { method: 'GET', path: '/v1/audit', query: true },
} as const satisfies Record<string, Route>;
