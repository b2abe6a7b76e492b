// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Route } from '../../route.js';

export const ROUTES = {
  listCustomers: { method: 'GET', path: '/v1/customers', query: true },
  showCustomer: { method: 'GET', path: '/v1/customers/{id}', query: true },
  showOpportunity: { method: 'GET', path: '/v1/opportunities/{id}', query: true },
  showCustomMetric: { method: 'GET', path: '/v1/metrics/{id}', query: true },
  showAlert: { method: 'GET', path: '/v1/alerts/{id}', query: true },
  showQuestion: { method: 'GET', path: '/v1/questions/{id}', query: true },
  showDashboard: { method: 'GET', path: '/v1/dashboards/{id}', query: true },
  showChannel: { method: 'GET', path: '/v1/channels/{id}', query: true },
  listMessages: { method: 'GET', path: '/v1/messages', query: true },
  backtestRule: { method: 'POST', path: '/v1/alerts/backtest', body: true },
  backtestAlert: { method: 'POST', path: '/v1/alerts/{id}/backtest', body: true },
  listShares: { method: 'GET', path: '/v1/shares', query: true },
  showTimeline: { method: 'GET', path: '/v1/customers/{id}/timeline', query: true },
  showSale: { method: 'GET', path: '/v1/sales/{id}', query: true },
  showInteraction: { method: 'GET', path: '/v1/interactions/{id}', query: true },
  listCustomMetricVersions: { method: 'GET', path: '/v1/metrics/{id}/versions', query: true },
  listAlertVersions: { method: 'GET', path: '/v1/alerts/{id}/versions', query: true },
  listAlerts: { method: 'GET', path: '/v1/alerts', query: true },
  showAlertHistory: { method: 'GET', path: '/v1/alerts/{id}/history', query: true },
  listQuestions: { method: 'GET', path: '/v1/questions', query: true },
  listQuestionVersions: { method: 'GET', path: '/v1/questions/{id}/versions', query: true },
  listDashboards: { method: 'GET', path: '/v1/dashboards', query: true },
  listDashboardVersions: { method: 'GET', path: '/v1/dashboards/{id}/versions', query: true },
  listChannels: { method: 'GET', path: '/v1/channels', query: true },
  listChannelVersions: { method: 'GET', path: '/v1/channels/{id}/versions', query: true },
  listPauses: { method: 'GET', path: '/v1/pauses', query: true },
} as const satisfies Record<string, Route>;
