// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Route } from '../../route.js';

export const ROUTES = {
  closePeriod: { method: 'POST', path: '/v1/periods/{period}/close', body: true },
  listClosings: { method: 'GET', path: '/v1/periods', query: true },
  showPeriod: { method: 'GET', path: '/v1/periods/{period}', query: true },
  listRestatements: { method: 'GET', path: '/v1/periods/{period}/restatements', query: true },
} as const satisfies Record<string, Route>;
