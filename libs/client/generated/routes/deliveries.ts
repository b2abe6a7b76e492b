// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Route } from '../../route.js';

export const ROUTES = {
  listDeliveries: { method: 'GET', path: '/v1/deliveries', query: true },
  retryDelivery: { method: 'POST', path: '/v1/deliveries/{id}/retry' },
  showWebhookSecret: { method: 'GET', path: '/v1/webhooks/{id}/secret' },
  testChannel: { method: 'POST', path: '/v1/channels/{id}/test', once: true },
} as const satisfies Record<string, Route>;
