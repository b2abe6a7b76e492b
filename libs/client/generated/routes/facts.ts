// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Route } from '../../route.js';

export const ROUTES = {
  registerCustomer: { method: 'POST', path: '/v1/customers', body: true },
  changeCustomer: { method: 'PATCH', path: '/v1/customers/{id}', body: true },
  closeCustomer: { method: 'POST', path: '/v1/customers/{id}/close', body: true },
  reopenCustomer: { method: 'POST', path: '/v1/customers/{id}/reopen', body: true },
  setRate: { method: 'POST', path: '/v1/rates', body: true },
  openOpportunity: { method: 'POST', path: '/v1/opportunities', body: true },
  changeOpportunity: { method: 'PATCH', path: '/v1/opportunities/{id}', body: true },
  loseOpportunity: { method: 'POST', path: '/v1/opportunities/{id}/lose', body: true },
  reopenOpportunity: { method: 'POST', path: '/v1/opportunities/{id}/reopen', body: true },
  winOpportunity: { method: 'POST', path: '/v1/opportunities/{id}/win', body: true },
  recordSale: { method: 'POST', path: '/v1/sales', body: true },
  refundSale: { method: 'POST', path: '/v1/sales/{id}/refunds', body: true },
  voidSale: { method: 'POST', path: '/v1/sales/{id}/void', body: true },
  recordCredit: { method: 'POST', path: '/v1/credits', body: true },
  logInteraction: { method: 'POST', path: '/v1/interactions', body: true },
  voidInteraction: { method: 'POST', path: '/v1/interactions/{id}/void', body: true },
  setTarget: { method: 'POST', path: '/v1/targets', body: true },
  publishLifecyclePolicy: { method: 'POST', path: '/v1/policies/lifecycle', body: true },
  publishTierPolicy: { method: 'POST', path: '/v1/policies/tiers', body: true },
  setQuestion: { method: 'PUT', path: '/v1/questions/{id}', body: true },
  retireQuestion: { method: 'DELETE', path: '/v1/questions/{id}' },
  setDashboard: { method: 'PUT', path: '/v1/dashboards/{id}', body: true },
  retireDashboard: { method: 'DELETE', path: '/v1/dashboards/{id}' },
  setChannel: { method: 'PUT', path: '/v1/channels/{id}', body: true },
  retireChannel: { method: 'DELETE', path: '/v1/channels/{id}' },
  pauseChannel: { method: 'POST', path: '/v1/channels/{id}/pause', body: true },
  resumeChannel: { method: 'POST', path: '/v1/channels/{id}/resume', body: true },
  keepMessage: { method: 'POST', path: '/v1/messages', body: true },
} as const satisfies Record<string, Route>;
