// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Route } from '../../route.js';

export const ROUTES = {
  checkHealth: { method: 'GET', path: '/healthz' },
  checkReadiness: { method: 'GET', path: '/readyz', answers: [503] },
  readMeasures: { method: 'GET', path: '/metrics', text: true },
} as const satisfies Record<string, Route>;
