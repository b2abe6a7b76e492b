// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { CallOptions } from '../../route.js';
import type { Affinity } from '../types/affinity.js';
import type { AnswerDashboardQuery } from '../types/answer-dashboard-query.js';
import type { AnswerQuestionQuery } from '../types/answer-question-query.js';
import type { AnswerSharedQuery } from '../types/answer-shared-query.js';
import type { AskSqlBody } from '../types/ask-sql-body.js';
import type { Baskets } from '../types/baskets.js';
import type { BeginShareBody } from '../types/begin-share-body.js';
import type { BeginShareQuery } from '../types/begin-share-query.js';
import type { ChurnRisk } from '../types/churn-risk.js';
import type { Clusters } from '../types/clusters.js';
import type { Cohorts } from '../types/cohorts.js';
import type { Conversion } from '../types/conversion.js';
import type { CustomerValues } from '../types/customer-values.js';
import type { DashboardAnswer } from '../types/dashboard-answer.js';
import type { DimensionValues } from '../types/dimension-values.js';
import type { ExplainBody } from '../types/explain-body.js';
import type { Explanation } from '../types/explanation.js';
import type { Figures } from '../types/figures.js';
import type { Forecast } from '../types/forecast.js';
import type { ForecastAccuracy } from '../types/forecast-accuracy.js';
import type { ForecastFiguresBody } from '../types/forecast-figures-body.js';
import type { Funnel } from '../types/funnel.js';
import type { ListBasketRulesQuery } from '../types/list-basket-rules-query.js';
import type { ListChurnRisksQuery } from '../types/list-churn-risks-query.js';
import type { ListClustersQuery } from '../types/list-clusters-query.js';
import type { ListCohortsQuery } from '../types/list-cohorts-query.js';
import type { ListCustomerValuesQuery } from '../types/list-customer-values-query.js';
import type { ListFiguresQuery } from '../types/list-figures-query.js';
import type { ListMoversQuery } from '../types/list-movers-query.js';
import type { ListOverdueQuery } from '../types/list-overdue-query.js';
import type { ListRecordsQuery } from '../types/list-records-query.js';
import type { Metrics } from '../types/metrics.js';
import type { Movers } from '../types/movers.js';
import type { Overdue } from '../types/overdue.js';
import type { QueryAnswer } from '../types/query-answer.js';
import type { QueryBody } from '../types/query-body.js';
import type { QueryByParametersQuery } from '../types/query-by-parameters-query.js';
import type { Records } from '../types/records.js';
import type { RegradeForecastsBody } from '../types/regrade-forecasts-body.js';
import type { RegradedForecasts } from '../types/regraded-forecasts.js';
import type { Rfm } from '../types/rfm.js';
import type { ScoreCustomersQuery } from '../types/score-customers-query.js';
import type { ShareBegun } from '../types/share-begun.js';
import type { SharedAnswer } from '../types/shared-answer.js';
import type { ShowAffinityQuery } from '../types/show-affinity-query.js';
import type { ShowConversionQuery } from '../types/show-conversion-query.js';
import type { ShowForecastAccuracyQuery } from '../types/show-forecast-accuracy-query.js';
import type { ShowFunnelBody } from '../types/show-funnel-body.js';
import type { ShowSurvivalQuery } from '../types/show-survival-query.js';
import type { SqlAnswer } from '../types/sql-answer.js';
import type { Survival } from '../types/survival.js';

export interface FiguresOperations {
  /** What may come after the figures of a metric: `POST /v1/forecasts`. */
  forecastFigures(body: ForecastFiguresBody, options?: CallOptions): Promise<Forecast>;

  /** Forecasts as they would have been made, beside what came: `POST /v1/forecasts/regrade`. */
  regradeForecasts(body: RegradeForecastsBody, options?: CallOptions): Promise<RegradedForecasts>;

  /** Ask for figures: `POST /v1/query`. */
  query(body: QueryBody, options?: CallOptions): Promise<QueryAnswer>;

  /** Ask for figures in an address: `GET /v1/query`. */
  queryByParameters(query: QueryByParametersQuery, options?: CallOptions): Promise<QueryAnswer>;

  /** Why a figure differs between two points: `POST /v1/explain`. */
  explain(body: ExplainBody, options?: CallOptions): Promise<Explanation>;

  /** The things behind a figure: `GET /v1/records`. */
  listRecords(query: ListRecordsQuery, options?: CallOptions): Promise<Records>;

  /** Every metric: `GET /v1/metrics`. */
  listMetrics(options?: CallOptions): Promise<Metrics>;

  /** The values of a dimension: `GET /v1/dimensions/{name}`. */
  listDimensionValues(name: string, options?: CallOptions): Promise<DimensionValues>;

  /** Every figure of a span, with a digest: `GET /v1/figures`. */
  listFigures(query?: ListFiguresQuery, options?: CallOptions): Promise<Figures>;

  /** Answer a saved question: `GET /v1/questions/{id}/answer`. */
  answerQuestion(id: string, query?: AnswerQuestionQuery, options?: CallOptions): Promise<QueryAnswer>;

  /** Answer every tile of a dashboard: `GET /v1/dashboards/{id}/answer`. */
  answerDashboard(id: string, query?: AnswerDashboardQuery, options?: CallOptions): Promise<DashboardAnswer>;

  /** Share an answer by a link: `POST /v1/shares`. */
  beginShare(body: BeginShareBody, query?: BeginShareQuery, options?: CallOptions): Promise<ShareBegun>;

  /** What a link shows: `GET /v1/shared/{token}`. */
  answerShared(token: string, query?: AnswerSharedQuery, options?: CallOptions): Promise<SharedAnswer>;

  /** Ask the facts in SQL: `POST /v1/sql`. */
  askSql(body: AskSqlBody, options?: CallOptions): Promise<SqlAnswer>;

  /** Retention or revenue by month of first purchase: `GET /v1/cohorts`. */
  listCohorts(query?: ListCohortsQuery, options?: CallOptions): Promise<Cohorts>;

  /** Recency, frequency, monetary value: `GET /v1/rfm`. */
  scoreCustomers(query?: ScoreCustomersQuery, options?: CallOptions): Promise<Rfm>;

  /** Customers past their usual purchase gap: `GET /v1/overdue`. */
  listOverdue(query?: ListOverdueQuery, options?: CallOptions): Promise<Overdue>;

  /** What customers are expected to buy in the next year: `GET /v1/clv`. */
  listCustomerValues(query?: ListCustomerValuesQuery, options?: CallOptions): Promise<CustomerValues>;

  /** What is bought together: `GET /v1/baskets`. */
  listBasketRules(query?: ListBasketRulesQuery, options?: CallOptions): Promise<Baskets>;

  /** How long customers stay: `GET /v1/survival`. */
  showSurvival(query?: ShowSurvivalQuery, options?: CallOptions): Promise<Survival>;

  /** Which regions moved revenue from one month to the next: `GET /v1/movers`. */
  listMovers(query?: ListMoversQuery, options?: CallOptions): Promise<Movers>;

  /** How many customers bought after a call, by month of their first call: `POST /v1/funnels`. */
  showFunnel(body: ShowFunnelBody, options?: CallOptions): Promise<Funnel>;

  /** How many leads became customers within 30 days: `GET /v1/conversion`. */
  showConversion(query?: ShowConversionQuery, options?: CallOptions): Promise<Conversion>;

  /** A kept forecast against what came: `GET /v1/forecasts/{id}/accuracy`. */
  showForecastAccuracy(id: string, query?: ShowForecastAccuracyQuery, options?: CallOptions): Promise<ForecastAccuracy>;

  /** Who is likely lost in the next three months, and why: `GET /v1/churn-risk`. */
  listChurnRisks(query?: ListChurnRisksQuery, options?: CallOptions): Promise<ChurnRisk>;

  /** Groups of customers who are alike: `GET /v1/clusters`. */
  listClusters(query?: ListClustersQuery, options?: CallOptions): Promise<Clusters>;

  /** What new customers buy, and when, against everybody: `GET /v1/affinity`. */
  showAffinity(query?: ShowAffinityQuery, options?: CallOptions): Promise<Affinity>;
}
