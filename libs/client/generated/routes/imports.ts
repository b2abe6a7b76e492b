// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Route } from '../../route.js';

export const ROUTES = {
  startImport: { method: 'POST', path: '/v1/imports', upload: true, query: true, once: true },
  listImports: { method: 'GET', path: '/v1/imports' },
  listImportPresets: { method: 'GET', path: '/v1/imports/presets' },
  showImport: { method: 'GET', path: '/v1/imports/{id}' },
  stopImport: { method: 'DELETE', path: '/v1/imports/{id}' },
  listImportRefusals: { method: 'GET', path: '/v1/imports/{id}/refusals', query: true },
  reconcile: { method: 'POST', path: '/v1/reconciliations', body: true },
  reconcileFile: { method: 'POST', path: '/v1/reconciliations/file', upload: true, query: true },
} as const satisfies Record<string, Route>;
