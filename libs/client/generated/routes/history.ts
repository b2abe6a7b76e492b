// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Route } from '../../route.js';

export const ROUTES = {
  listEvents: { method: 'GET', path: '/v1/events', query: true },
  startReplay: { method: 'POST', path: '/v1/replays', body: true, query: true, once: true },
  listReplays: { method: 'GET', path: '/v1/replays', query: true },
  showReplay: { method: 'GET', path: '/v1/replays/{id}', query: true },
  cancelReplay: { method: 'DELETE', path: '/v1/replays/{id}', query: true },
  previewPolicy: { method: 'POST', path: '/v1/policies/{kind}/preview', body: true, query: true },
  rebuild: { method: 'POST', path: '/v1/rebuild', query: true, once: true },
  readLog: { method: 'GET', path: '/v1/log', query: true },
  showCheckpoint: { method: 'GET', path: '/v1/log/checkpoint', text: true },
  proveLog: { method: 'GET', path: '/v1/log/proof', query: true, text: true },
  takeBackup: { method: 'POST', path: '/v1/backups', body: true },
} as const satisfies Record<string, Route>;
