// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Listing } from '../each.js';
import type { CallOptions } from '../route.js';
import type { AlertList } from './types/alert-list.js';
import type { AlertVersions } from './types/alert-versions.js';
import type { AuditPage } from './types/audit-page.js';
import type { AutomationList } from './types/automation-list.js';
import type { AutomationVersions } from './types/automation-versions.js';
import type { ChannelList } from './types/channel-list.js';
import type { ChannelVersions } from './types/channel-versions.js';
import type { CustomMetricVersions } from './types/custom-metric-versions.js';
import type { Customers } from './types/customers.js';
import type { DashboardList } from './types/dashboard-list.js';
import type { DashboardVersions } from './types/dashboard-versions.js';
import type { Decisions } from './types/decisions.js';
import type { Deliveries } from './types/deliveries.js';
import type { FollowUps } from './types/follow-ups.js';
import type { ForecastList } from './types/forecast-list.js';
import type { ImportRefusals } from './types/import-refusals.js';
import type { JournalPage } from './types/journal-page.js';
import type { ListAlertVersionsQuery } from './types/list-alert-versions-query.js';
import type { ListAlertsQuery } from './types/list-alerts-query.js';
import type { ListAuditQuery } from './types/list-audit-query.js';
import type { ListAutomationVersionsQuery } from './types/list-automation-versions-query.js';
import type { ListAutomationsQuery } from './types/list-automations-query.js';
import type { ListChannelVersionsQuery } from './types/list-channel-versions-query.js';
import type { ListChannelsQuery } from './types/list-channels-query.js';
import type { ListCustomMetricVersionsQuery } from './types/list-custom-metric-versions-query.js';
import type { ListCustomersQuery } from './types/list-customers-query.js';
import type { ListDashboardVersionsQuery } from './types/list-dashboard-versions-query.js';
import type { ListDashboardsQuery } from './types/list-dashboards-query.js';
import type { ListDecisionsQuery } from './types/list-decisions-query.js';
import type { ListDeliveriesQuery } from './types/list-deliveries-query.js';
import type { ListEventsQuery } from './types/list-events-query.js';
import type { ListFollowUpsQuery } from './types/list-follow-ups-query.js';
import type { ListForecastsQuery } from './types/list-forecasts-query.js';
import type { ListImportRefusalsQuery } from './types/list-import-refusals-query.js';
import type { ListMappingVersionsQuery } from './types/list-mapping-versions-query.js';
import type { ListMappingsQuery } from './types/list-mappings-query.js';
import type { ListMessagesQuery } from './types/list-messages-query.js';
import type { ListOccasionsQuery } from './types/list-occasions-query.js';
import type { ListOverdueQuery } from './types/list-overdue-query.js';
import type { ListQuarantineQuery } from './types/list-quarantine-query.js';
import type { ListQuestionVersionsQuery } from './types/list-question-versions-query.js';
import type { ListQuestionsQuery } from './types/list-questions-query.js';
import type { ListReconciliationsQuery } from './types/list-reconciliations-query.js';
import type { ListRecordsQuery } from './types/list-records-query.js';
import type { ListScheduleRunsQuery } from './types/list-schedule-runs-query.js';
import type { ListScheduleVersionsQuery } from './types/list-schedule-versions-query.js';
import type { ListSchedulesQuery } from './types/list-schedules-query.js';
import type { ListSegmentMembersQuery } from './types/list-segment-members-query.js';
import type { ListSegmentVersionsQuery } from './types/list-segment-versions-query.js';
import type { ListSegmentsQuery } from './types/list-segments-query.js';
import type { ListSharesQuery } from './types/list-shares-query.js';
import type { ListWebhookVersionsQuery } from './types/list-webhook-versions-query.js';
import type { ListWebhooksQuery } from './types/list-webhooks-query.js';
import type { LogPage } from './types/log-page.js';
import type { MappingList } from './types/mapping-list.js';
import type { MappingVersions } from './types/mapping-versions.js';
import type { Messages } from './types/messages.js';
import type { Occasions } from './types/occasions.js';
import type { Overdue } from './types/overdue.js';
import type { QuarantinedEvents } from './types/quarantined-events.js';
import type { QuestionList } from './types/question-list.js';
import type { QuestionVersions } from './types/question-versions.js';
import type { ReadLogQuery } from './types/read-log-query.js';
import type { Reconciliations } from './types/reconciliations.js';
import type { Records } from './types/records.js';
import type { ReportRunList } from './types/report-run-list.js';
import type { ScheduleList } from './types/schedule-list.js';
import type { ScheduleVersions } from './types/schedule-versions.js';
import type { SegmentList } from './types/segment-list.js';
import type { SegmentVersions } from './types/segment-versions.js';
import type { ShareList } from './types/share-list.js';
import type { WebhookList } from './types/webhook-list.js';
import type { WebhookVersions } from './types/webhook-versions.js';

/** The lists that are answered in pages. */
export interface Each {
  /** Each of the `customers` of `listCustomers`, page after page. */
  listCustomers(query?: ListCustomersQuery, options?: CallOptions): AsyncIterable<Customers['customers'][number]>;

  /** Each of the `messages` of `listMessages`, page after page. */
  listMessages(query?: ListMessagesQuery, options?: CallOptions): AsyncIterable<Messages['messages'][number]>;

  /** Each of the `followUps` of `listFollowUps`, page after page. */
  listFollowUps(query?: ListFollowUpsQuery, options?: CallOptions): AsyncIterable<FollowUps['followUps'][number]>;

  /** Each of the `entries` of `listAudit`, page after page. */
  listAudit(query?: ListAuditQuery, options?: CallOptions): AsyncIterable<AuditPage['entries'][number]>;

  /** Each of the `forecasts` of `listForecasts`, page after page. */
  listForecasts(query?: ListForecastsQuery, options?: CallOptions): AsyncIterable<ForecastList['forecasts'][number]>;

  /** Each of the `refusals` of `listImportRefusals`, page after page. */
  listImportRefusals(id: string, query?: ListImportRefusalsQuery, options?: CallOptions): AsyncIterable<ImportRefusals['refusals'][number]>;

  /** Each of the `reconciliations` of `listReconciliations`, page after page. */
  listReconciliations(query?: ListReconciliationsQuery, options?: CallOptions): AsyncIterable<Reconciliations['reconciliations'][number]>;

  /** Each of the `records` of `listRecords`, page after page. */
  listRecords(query: ListRecordsQuery, options?: CallOptions): AsyncIterable<Records['records'][number]>;

  /** Each of the `shares` of `listShares`, page after page. */
  listShares(query?: ListSharesQuery, options?: CallOptions): AsyncIterable<ShareList['shares'][number]>;

  /** Each of the `events` of `listEvents`, page after page. */
  listEvents(query?: ListEventsQuery, options?: CallOptions): AsyncIterable<JournalPage['events'][number]>;

  /** Each of the `customers` of `listOverdue`, page after page. */
  listOverdue(query?: ListOverdueQuery, options?: CallOptions): AsyncIterable<Overdue['customers'][number]>;

  /** Each of the `versions` of `listCustomMetricVersions`, page after page. */
  listCustomMetricVersions(id: string, query?: ListCustomMetricVersionsQuery, options?: CallOptions): AsyncIterable<CustomMetricVersions['versions'][number]>;

  /** Each of the `versions` of `listAlertVersions`, page after page. */
  listAlertVersions(id: string, query?: ListAlertVersionsQuery, options?: CallOptions): AsyncIterable<AlertVersions['versions'][number]>;

  /** Each of the `alerts` of `listAlerts`, page after page. */
  listAlerts(query?: ListAlertsQuery, options?: CallOptions): AsyncIterable<AlertList['alerts'][number]>;

  /** Each of the `questions` of `listQuestions`, page after page. */
  listQuestions(query?: ListQuestionsQuery, options?: CallOptions): AsyncIterable<QuestionList['questions'][number]>;

  /** Each of the `versions` of `listQuestionVersions`, page after page. */
  listQuestionVersions(id: string, query?: ListQuestionVersionsQuery, options?: CallOptions): AsyncIterable<QuestionVersions['versions'][number]>;

  /** Each of the `dashboards` of `listDashboards`, page after page. */
  listDashboards(query?: ListDashboardsQuery, options?: CallOptions): AsyncIterable<DashboardList['dashboards'][number]>;

  /** Each of the `versions` of `listDashboardVersions`, page after page. */
  listDashboardVersions(id: string, query?: ListDashboardVersionsQuery, options?: CallOptions): AsyncIterable<DashboardVersions['versions'][number]>;

  /** Each of the `channels` of `listChannels`, page after page. */
  listChannels(query?: ListChannelsQuery, options?: CallOptions): AsyncIterable<ChannelList['channels'][number]>;

  /** Each of the `versions` of `listChannelVersions`, page after page. */
  listChannelVersions(id: string, query?: ListChannelVersionsQuery, options?: CallOptions): AsyncIterable<ChannelVersions['versions'][number]>;

  /** Each of the `schedules` of `listSchedules`, page after page. */
  listSchedules(query?: ListSchedulesQuery, options?: CallOptions): AsyncIterable<ScheduleList['schedules'][number]>;

  /** Each of the `versions` of `listScheduleVersions`, page after page. */
  listScheduleVersions(id: string, query?: ListScheduleVersionsQuery, options?: CallOptions): AsyncIterable<ScheduleVersions['versions'][number]>;

  /** Each of the `runs` of `listScheduleRuns`, page after page. */
  listScheduleRuns(id: string, query?: ListScheduleRunsQuery, options?: CallOptions): AsyncIterable<ReportRunList['runs'][number]>;

  /** Each of the `segments` of `listSegments`, page after page. */
  listSegments(query?: ListSegmentsQuery, options?: CallOptions): AsyncIterable<SegmentList['segments'][number]>;

  /** Each of the `versions` of `listSegmentVersions`, page after page. */
  listSegmentVersions(id: string, query?: ListSegmentVersionsQuery, options?: CallOptions): AsyncIterable<SegmentVersions['versions'][number]>;

  /** Each of the `customers` of `listSegmentMembers`, page after page. */
  listSegmentMembers(id: string, query?: ListSegmentMembersQuery, options?: CallOptions): AsyncIterable<Customers['customers'][number]>;

  /** Each of the `automations` of `listAutomations`, page after page. */
  listAutomations(query?: ListAutomationsQuery, options?: CallOptions): AsyncIterable<AutomationList['automations'][number]>;

  /** Each of the `versions` of `listAutomationVersions`, page after page. */
  listAutomationVersions(id: string, query?: ListAutomationVersionsQuery, options?: CallOptions): AsyncIterable<AutomationVersions['versions'][number]>;

  /** Each of the `occasions` of `listOccasions`, page after page. */
  listOccasions(id: string, query?: ListOccasionsQuery, options?: CallOptions): AsyncIterable<Occasions['occasions'][number]>;

  /** Each of the `decisions` of `listDecisions`, page after page. */
  listDecisions(id: string, query?: ListDecisionsQuery, options?: CallOptions): AsyncIterable<Decisions['decisions'][number]>;

  /** Each of the `mappings` of `listMappings`, page after page. */
  listMappings(query?: ListMappingsQuery, options?: CallOptions): AsyncIterable<MappingList['mappings'][number]>;

  /** Each of the `versions` of `listMappingVersions`, page after page. */
  listMappingVersions(id: string, query?: ListMappingVersionsQuery, options?: CallOptions): AsyncIterable<MappingVersions['versions'][number]>;

  /** Each of the `events` of `listQuarantine`, page after page. */
  listQuarantine(query?: ListQuarantineQuery, options?: CallOptions): AsyncIterable<QuarantinedEvents['events'][number]>;

  /** Each of the `webhooks` of `listWebhooks`, page after page. */
  listWebhooks(query?: ListWebhooksQuery, options?: CallOptions): AsyncIterable<WebhookList['webhooks'][number]>;

  /** Each of the `versions` of `listWebhookVersions`, page after page. */
  listWebhookVersions(id: string, query?: ListWebhookVersionsQuery, options?: CallOptions): AsyncIterable<WebhookVersions['versions'][number]>;

  /** Each of the `deliveries` of `listDeliveries`, page after page. */
  listDeliveries(query?: ListDeliveriesQuery, options?: CallOptions): AsyncIterable<Deliveries['deliveries'][number]>;

  /** Each of the `events` of `readLog`, page after page. */
  readLog(query?: ReadLogQuery, options?: CallOptions): AsyncIterable<LogPage['events'][number]>;
}

export const LISTINGS = {
  listCustomers: { items: 'customers', cursor: 'cursor', named: 0 },
  listMessages: { items: 'messages', cursor: 'cursor', named: 0 },
  listFollowUps: { items: 'followUps', cursor: 'cursor', named: 0 },
  listAudit: { items: 'entries', cursor: 'after', named: 0 },
  listForecasts: { items: 'forecasts', cursor: 'cursor', named: 0 },
  listImportRefusals: { items: 'refusals', cursor: 'cursor', named: 1 },
  listReconciliations: { items: 'reconciliations', cursor: 'cursor', named: 0 },
  listRecords: { items: 'records', cursor: 'cursor', named: 0 },
  listShares: { items: 'shares', cursor: 'cursor', named: 0 },
  listEvents: { items: 'events', cursor: 'after', named: 0 },
  listOverdue: { items: 'customers', cursor: 'cursor', named: 0 },
  listCustomMetricVersions: { items: 'versions', cursor: 'cursor', named: 1 },
  listAlertVersions: { items: 'versions', cursor: 'cursor', named: 1 },
  listAlerts: { items: 'alerts', cursor: 'cursor', named: 0 },
  listQuestions: { items: 'questions', cursor: 'cursor', named: 0 },
  listQuestionVersions: { items: 'versions', cursor: 'cursor', named: 1 },
  listDashboards: { items: 'dashboards', cursor: 'cursor', named: 0 },
  listDashboardVersions: { items: 'versions', cursor: 'cursor', named: 1 },
  listChannels: { items: 'channels', cursor: 'cursor', named: 0 },
  listChannelVersions: { items: 'versions', cursor: 'cursor', named: 1 },
  listSchedules: { items: 'schedules', cursor: 'cursor', named: 0 },
  listScheduleVersions: { items: 'versions', cursor: 'cursor', named: 1 },
  listScheduleRuns: { items: 'runs', cursor: 'cursor', named: 1 },
  listSegments: { items: 'segments', cursor: 'cursor', named: 0 },
  listSegmentVersions: { items: 'versions', cursor: 'cursor', named: 1 },
  listSegmentMembers: { items: 'customers', cursor: 'cursor', named: 1 },
  listAutomations: { items: 'automations', cursor: 'cursor', named: 0 },
  listAutomationVersions: { items: 'versions', cursor: 'cursor', named: 1 },
  listOccasions: { items: 'occasions', cursor: 'cursor', named: 1 },
  listDecisions: { items: 'decisions', cursor: 'cursor', named: 1 },
  listMappings: { items: 'mappings', cursor: 'cursor', named: 0 },
  listMappingVersions: { items: 'versions', cursor: 'cursor', named: 1 },
  listQuarantine: { items: 'events', cursor: 'cursor', named: 0 },
  listWebhooks: { items: 'webhooks', cursor: 'cursor', named: 0 },
  listWebhookVersions: { items: 'versions', cursor: 'cursor', named: 1 },
  listDeliveries: { items: 'deliveries', cursor: 'cursor', named: 0 },
  readLog: { items: 'events', cursor: 'after', named: 0 },
} as const satisfies Record<keyof Each, Listing>;
