// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Route } from '../../route.js';

export const ROUTES = {
  forecastFigures: { method: 'POST', path: '/v1/forecasts', body: true, staged: true },
  regradeForecasts: { method: 'POST', path: '/v1/forecasts/regrade', body: true },
  query: { method: 'POST', path: '/v1/query', body: true },
  queryByParameters: { method: 'GET', path: '/v1/query', query: true },
  explain: { method: 'POST', path: '/v1/explain', body: true },
  listRecords: { method: 'GET', path: '/v1/records', query: true },
  listMetrics: { method: 'GET', path: '/v1/metrics' },
  listDimensionValues: { method: 'GET', path: '/v1/dimensions/{name}' },
  listFigures: { method: 'GET', path: '/v1/figures', query: true },
  answerQuestion: { method: 'GET', path: '/v1/questions/{id}/answer', query: true },
  answerDashboard: { method: 'GET', path: '/v1/dashboards/{id}/answer', query: true },
  beginShare: { method: 'POST', path: '/v1/shares', body: true, query: true },
  answerShared: { method: 'GET', path: '/v1/shared/{token}', query: true },
  askSql: { method: 'POST', path: '/v1/sql', body: true },
  listCohorts: { method: 'GET', path: '/v1/cohorts', query: true },
  scoreCustomers: { method: 'GET', path: '/v1/rfm', query: true },
  listOverdue: { method: 'GET', path: '/v1/overdue', query: true },
  listCustomerValues: { method: 'GET', path: '/v1/clv', query: true, staged: true },
  listBasketRules: { method: 'GET', path: '/v1/baskets', query: true, staged: true },
  showSurvival: { method: 'GET', path: '/v1/survival', query: true, staged: true },
  listMovers: { method: 'GET', path: '/v1/movers', query: true },
  showFunnel: { method: 'POST', path: '/v1/funnels', body: true },
  showConversion: { method: 'GET', path: '/v1/conversion', query: true },
  showForecastAccuracy: { method: 'GET', path: '/v1/forecasts/{id}/accuracy', query: true },
  listChurnRisks: { method: 'GET', path: '/v1/churn-risk', query: true, staged: true },
  listClusters: { method: 'GET', path: '/v1/clusters', query: true, staged: true },
  showAffinity: { method: 'GET', path: '/v1/affinity', query: true },
} as const satisfies Record<string, Route>;
