// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { FileForm, TableFile } from '../table-file.js';
import type { CallOptions } from '../route.js';
import type { AnswerQuestionQuery } from './types/answer-question-query.js';
import type { AskSqlBody } from './types/ask-sql-body.js';
import type { ListAlertsQuery } from './types/list-alerts-query.js';
import type { ListAutomationsQuery } from './types/list-automations-query.js';
import type { ListBasketRulesQuery } from './types/list-basket-rules-query.js';
import type { ListChannelsQuery } from './types/list-channels-query.js';
import type { ListChurnRisksQuery } from './types/list-churn-risks-query.js';
import type { ListCohortsQuery } from './types/list-cohorts-query.js';
import type { ListCustomerValuesQuery } from './types/list-customer-values-query.js';
import type { ListCustomersQuery } from './types/list-customers-query.js';
import type { ListDashboardsQuery } from './types/list-dashboards-query.js';
import type { ListFollowUpsQuery } from './types/list-follow-ups-query.js';
import type { ListForecastsQuery } from './types/list-forecasts-query.js';
import type { ListImportRefusalsQuery } from './types/list-import-refusals-query.js';
import type { ListMappingsQuery } from './types/list-mappings-query.js';
import type { ListMessagesQuery } from './types/list-messages-query.js';
import type { ListMoversQuery } from './types/list-movers-query.js';
import type { ListOverdueQuery } from './types/list-overdue-query.js';
import type { ListPausesQuery } from './types/list-pauses-query.js';
import type { ListQuarantineQuery } from './types/list-quarantine-query.js';
import type { ListQuestionsQuery } from './types/list-questions-query.js';
import type { ListReconciliationsQuery } from './types/list-reconciliations-query.js';
import type { ListRecordsQuery } from './types/list-records-query.js';
import type { ListSchedulesQuery } from './types/list-schedules-query.js';
import type { ListSegmentsQuery } from './types/list-segments-query.js';
import type { ListSharesQuery } from './types/list-shares-query.js';
import type { ListWebhooksQuery } from './types/list-webhooks-query.js';
import type { PreviewSegmentBody } from './types/preview-segment-body.js';
import type { QueryBody } from './types/query-body.js';
import type { QueryByParametersQuery } from './types/query-by-parameters-query.js';
import type { ScoreCustomersQuery } from './types/score-customers-query.js';
import type { SearchCustomersBody } from './types/search-customers-body.js';
import type { ShowAffinityQuery } from './types/show-affinity-query.js';
import type { ShowConversionQuery } from './types/show-conversion-query.js';
import type { ShowFunnelBody } from './types/show-funnel-body.js';
import type { ShowPeriodQuery } from './types/show-period-query.js';
import type { ShowSurvivalQuery } from './types/show-survival-query.js';

/** The answers that can be had as files. */
export interface Files {
  /** The answer of `listCustomers` as a file, with every row of it. */
  listCustomers(form: FileForm, query?: ListCustomersQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listMessages` as a file, with every row of it. */
  listMessages(form: FileForm, query?: ListMessagesQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listFollowUps` as a file, with every row of it. */
  listFollowUps(form: FileForm, query?: ListFollowUpsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listForecasts` as a file, with every row of it. */
  listForecasts(form: FileForm, query?: ListForecastsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listImportRefusals` as a file, with every row of it. */
  listImportRefusals(form: FileForm, id: string, query?: ListImportRefusalsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listReconciliations` as a file, with every row of it. */
  listReconciliations(form: FileForm, query?: ListReconciliationsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `query` as a file, with every row of it. */
  query(form: FileForm, body: QueryBody, options?: CallOptions): Promise<TableFile>;

  /** The answer of `queryByParameters` as a file, with every row of it. */
  queryByParameters(form: FileForm, query: QueryByParametersQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listRecords` as a file, with every row of it. */
  listRecords(form: FileForm, query: ListRecordsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `answerQuestion` as a file, with every row of it. */
  answerQuestion(form: FileForm, id: string, query?: AnswerQuestionQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listShares` as a file, with every row of it. */
  listShares(form: FileForm, query?: ListSharesQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `askSql` as a file, with every row of it. */
  askSql(form: FileForm, body: AskSqlBody, options?: CallOptions): Promise<TableFile>;

  /** The answer of `searchCustomers` as a file, with every row of it. */
  searchCustomers(form: FileForm, body: SearchCustomersBody, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listCohorts` as a file, with every row of it. */
  listCohorts(form: FileForm, query?: ListCohortsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `scoreCustomers` as a file, with every row of it. */
  scoreCustomers(form: FileForm, query?: ScoreCustomersQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listOverdue` as a file, with every row of it. */
  listOverdue(form: FileForm, query?: ListOverdueQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listAlerts` as a file, with every row of it. */
  listAlerts(form: FileForm, query?: ListAlertsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listQuestions` as a file, with every row of it. */
  listQuestions(form: FileForm, query?: ListQuestionsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listDashboards` as a file, with every row of it. */
  listDashboards(form: FileForm, query?: ListDashboardsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listChannels` as a file, with every row of it. */
  listChannels(form: FileForm, query?: ListChannelsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listPauses` as a file, with every row of it. */
  listPauses(form: FileForm, query?: ListPausesQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listSchedules` as a file, with every row of it. */
  listSchedules(form: FileForm, query?: ListSchedulesQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listCustomerValues` as a file, with every row of it. */
  listCustomerValues(form: FileForm, query?: ListCustomerValuesQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listBasketRules` as a file, with every row of it. */
  listBasketRules(form: FileForm, query?: ListBasketRulesQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `showSurvival` as a file, with every row of it. */
  showSurvival(form: FileForm, query?: ShowSurvivalQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listMovers` as a file, with every row of it. */
  listMovers(form: FileForm, query?: ListMoversQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `showFunnel` as a file, with every row of it. */
  showFunnel(form: FileForm, body: ShowFunnelBody, options?: CallOptions): Promise<TableFile>;

  /** The answer of `showConversion` as a file, with every row of it. */
  showConversion(form: FileForm, query?: ShowConversionQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listChurnRisks` as a file, with every row of it. */
  listChurnRisks(form: FileForm, query?: ListChurnRisksQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `showAffinity` as a file, with every row of it. */
  showAffinity(form: FileForm, query?: ShowAffinityQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listSegments` as a file, with every row of it. */
  listSegments(form: FileForm, query?: ListSegmentsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `previewSegment` as a file, with every row of it. */
  previewSegment(form: FileForm, body: PreviewSegmentBody, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listAutomations` as a file, with every row of it. */
  listAutomations(form: FileForm, query?: ListAutomationsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listMappings` as a file, with every row of it. */
  listMappings(form: FileForm, query?: ListMappingsQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listQuarantine` as a file, with every row of it. */
  listQuarantine(form: FileForm, query?: ListQuarantineQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `listWebhooks` as a file, with every row of it. */
  listWebhooks(form: FileForm, query?: ListWebhooksQuery, options?: CallOptions): Promise<TableFile>;

  /** The answer of `showPeriod` as a file, with every row of it. */
  showPeriod(form: FileForm, period: string, query?: ShowPeriodQuery, options?: CallOptions): Promise<TableFile>;
}

export const TABLES = ['listCustomers', 'listMessages', 'listFollowUps', 'listForecasts', 'listImportRefusals', 'listReconciliations', 'query', 'queryByParameters', 'listRecords', 'answerQuestion', 'listShares', 'askSql', 'searchCustomers', 'listCohorts', 'scoreCustomers', 'listOverdue', 'listAlerts', 'listQuestions', 'listDashboards', 'listChannels', 'listPauses', 'listSchedules', 'listCustomerValues', 'listBasketRules', 'showSurvival', 'listMovers', 'showFunnel', 'showConversion', 'listChurnRisks', 'showAffinity', 'listSegments', 'previewSegment', 'listAutomations', 'listMappings', 'listQuarantine', 'listWebhooks', 'showPeriod'] as const satisfies readonly (keyof Files)[];
