// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { CallOptions } from '../../route.js';
import type { Alert } from '../types/alert.js';
import type { AlertBacktest } from '../types/alert-backtest.js';
import type { AlertHistory } from '../types/alert-history.js';
import type { AlertList } from '../types/alert-list.js';
import type { AlertVersions } from '../types/alert-versions.js';
import type { Automation } from '../types/automation.js';
import type { AutomationEffect } from '../types/automation-effect.js';
import type { AutomationList } from '../types/automation-list.js';
import type { AutomationVersions } from '../types/automation-versions.js';
import type { BacktestAlertBody } from '../types/backtest-alert-body.js';
import type { BacktestRuleBody } from '../types/backtest-rule-body.js';
import type { Channel } from '../types/channel.js';
import type { ChannelList } from '../types/channel-list.js';
import type { ChannelVersions } from '../types/channel-versions.js';
import type { CustomMetric } from '../types/custom-metric.js';
import type { CustomMetricVersions } from '../types/custom-metric-versions.js';
import type { Customer } from '../types/customer.js';
import type { CustomerWhy } from '../types/customer-why.js';
import type { Customers } from '../types/customers.js';
import type { Dashboard } from '../types/dashboard.js';
import type { DashboardList } from '../types/dashboard-list.js';
import type { DashboardVersions } from '../types/dashboard-versions.js';
import type { Decisions } from '../types/decisions.js';
import type { DryRunAutomationBody } from '../types/dry-run-automation-body.js';
import type { EraseCustomerBody } from '../types/erase-customer-body.js';
import type { FollowUps } from '../types/follow-ups.js';
import type { ForecastList } from '../types/forecast-list.js';
import type { Interaction } from '../types/interaction.js';
import type { KeptForecast } from '../types/kept-forecast.js';
import type { ListAlertVersionsQuery } from '../types/list-alert-versions-query.js';
import type { ListAlertsQuery } from '../types/list-alerts-query.js';
import type { ListAutomationVersionsQuery } from '../types/list-automation-versions-query.js';
import type { ListAutomationsQuery } from '../types/list-automations-query.js';
import type { ListChannelVersionsQuery } from '../types/list-channel-versions-query.js';
import type { ListChannelsQuery } from '../types/list-channels-query.js';
import type { ListCustomMetricVersionsQuery } from '../types/list-custom-metric-versions-query.js';
import type { ListCustomersQuery } from '../types/list-customers-query.js';
import type { ListDashboardVersionsQuery } from '../types/list-dashboard-versions-query.js';
import type { ListDashboardsQuery } from '../types/list-dashboards-query.js';
import type { ListDecisionsQuery } from '../types/list-decisions-query.js';
import type { ListFollowUpsQuery } from '../types/list-follow-ups-query.js';
import type { ListForecastsQuery } from '../types/list-forecasts-query.js';
import type { ListMappingVersionsQuery } from '../types/list-mapping-versions-query.js';
import type { ListMappingsQuery } from '../types/list-mappings-query.js';
import type { ListMessagesQuery } from '../types/list-messages-query.js';
import type { ListOccasionsQuery } from '../types/list-occasions-query.js';
import type { ListPausesQuery } from '../types/list-pauses-query.js';
import type { ListQuarantineQuery } from '../types/list-quarantine-query.js';
import type { ListQuestionVersionsQuery } from '../types/list-question-versions-query.js';
import type { ListQuestionsQuery } from '../types/list-questions-query.js';
import type { ListReconciliationsQuery } from '../types/list-reconciliations-query.js';
import type { ListScheduleRunsQuery } from '../types/list-schedule-runs-query.js';
import type { ListScheduleVersionsQuery } from '../types/list-schedule-versions-query.js';
import type { ListSchedulesQuery } from '../types/list-schedules-query.js';
import type { ListSegmentMembersQuery } from '../types/list-segment-members-query.js';
import type { ListSegmentVersionsQuery } from '../types/list-segment-versions-query.js';
import type { ListSegmentsQuery } from '../types/list-segments-query.js';
import type { ListSharesQuery } from '../types/list-shares-query.js';
import type { ListWebhookVersionsQuery } from '../types/list-webhook-versions-query.js';
import type { ListWebhooksQuery } from '../types/list-webhooks-query.js';
import type { Mapping } from '../types/mapping.js';
import type { MappingList } from '../types/mapping-list.js';
import type { MappingVersions } from '../types/mapping-versions.js';
import type { Messages } from '../types/messages.js';
import type { Occasions } from '../types/occasions.js';
import type { Opportunity } from '../types/opportunity.js';
import type { Pauses } from '../types/pauses.js';
import type { PreviewRetentionBody } from '../types/preview-retention-body.js';
import type { PreviewSegmentBody } from '../types/preview-segment-body.js';
import type { QuarantinedEvents } from '../types/quarantined-events.js';
import type { Question } from '../types/question.js';
import type { QuestionList } from '../types/question-list.js';
import type { QuestionVersions } from '../types/question-versions.js';
import type { Receipt } from '../types/receipt.js';
import type { Reconciliation } from '../types/reconciliation.js';
import type { Reconciliations } from '../types/reconciliations.js';
import type { ReportRunList } from '../types/report-run-list.js';
import type { RetentionPreview } from '../types/retention-preview.js';
import type { Sale } from '../types/sale.js';
import type { Schedule } from '../types/schedule.js';
import type { ScheduleList } from '../types/schedule-list.js';
import type { ScheduleReport } from '../types/schedule-report.js';
import type { ScheduleVersions } from '../types/schedule-versions.js';
import type { SearchCustomersBody } from '../types/search-customers-body.js';
import type { Segment } from '../types/segment.js';
import type { SegmentList } from '../types/segment-list.js';
import type { SegmentPreview } from '../types/segment-preview.js';
import type { SegmentSize } from '../types/segment-size.js';
import type { SegmentVersions } from '../types/segment-versions.js';
import type { ShareList } from '../types/share-list.js';
import type { ShowAlertHistoryQuery } from '../types/show-alert-history-query.js';
import type { ShowAlertQuery } from '../types/show-alert-query.js';
import type { ShowAutomationEffectQuery } from '../types/show-automation-effect-query.js';
import type { ShowAutomationQuery } from '../types/show-automation-query.js';
import type { ShowChannelQuery } from '../types/show-channel-query.js';
import type { ShowCustomMetricQuery } from '../types/show-custom-metric-query.js';
import type { ShowCustomerQuery } from '../types/show-customer-query.js';
import type { ShowDashboardQuery } from '../types/show-dashboard-query.js';
import type { ShowForecastQuery } from '../types/show-forecast-query.js';
import type { ShowInteractionQuery } from '../types/show-interaction-query.js';
import type { ShowMappingQuery } from '../types/show-mapping-query.js';
import type { ShowOpportunityQuery } from '../types/show-opportunity-query.js';
import type { ShowQuestionQuery } from '../types/show-question-query.js';
import type { ShowReconciliationQuery } from '../types/show-reconciliation-query.js';
import type { ShowSaleQuery } from '../types/show-sale-query.js';
import type { ShowScheduleQuery } from '../types/show-schedule-query.js';
import type { ShowScheduleReportQuery } from '../types/show-schedule-report-query.js';
import type { ShowSegmentQuery } from '../types/show-segment-query.js';
import type { ShowSegmentSizeQuery } from '../types/show-segment-size-query.js';
import type { ShowSubscriptionQuery } from '../types/show-subscription-query.js';
import type { ShowTimelineQuery } from '../types/show-timeline-query.js';
import type { ShowWebhookQuery } from '../types/show-webhook-query.js';
import type { ShowWhyQuery } from '../types/show-why-query.js';
import type { Subscription } from '../types/subscription.js';
import type { Timeline } from '../types/timeline.js';
import type { Webhook } from '../types/webhook.js';
import type { WebhookList } from '../types/webhook-list.js';
import type { WebhookVersions } from '../types/webhook-versions.js';

export interface ThingsOperations {
  /** Customers as of a day: `GET /v1/customers`. */
  listCustomers(query?: ListCustomersQuery, options?: CallOptions): Promise<Customers>;

  /** A customer as of a day or an instant: `GET /v1/customers/{id}`. */
  showCustomer(id: string, query?: ShowCustomerQuery, options?: CallOptions): Promise<Customer>;

  /** An opportunity: `GET /v1/opportunities/{id}`. */
  showOpportunity(id: string, query?: ShowOpportunityQuery, options?: CallOptions): Promise<Opportunity>;

  /** A subscription: `GET /v1/subscriptions/{id}`. */
  showSubscription(id: string, query?: ShowSubscriptionQuery, options?: CallOptions): Promise<Subscription>;

  /** What a custom metric is: `GET /v1/metrics/{id}`. */
  showCustomMetric(id: string, query?: ShowCustomMetricQuery, options?: CallOptions): Promise<CustomMetric>;

  /** An alert and how its parts stand: `GET /v1/alerts/{id}`. */
  showAlert(id: string, query?: ShowAlertQuery, options?: CallOptions): Promise<Alert>;

  /** What a saved question is: `GET /v1/questions/{id}`. */
  showQuestion(id: string, query?: ShowQuestionQuery, options?: CallOptions): Promise<Question>;

  /** What a dashboard is: `GET /v1/dashboards/{id}`. */
  showDashboard(id: string, query?: ShowDashboardQuery, options?: CallOptions): Promise<Dashboard>;

  /** What where messages go is: `GET /v1/channels/{id}`. */
  showChannel(id: string, query?: ShowChannelQuery, options?: CallOptions): Promise<Channel>;

  /** What was left in inboxes: `GET /v1/messages`. */
  listMessages(query?: ListMessagesQuery, options?: CallOptions): Promise<Messages>;

  /** What a scheduled report is: `GET /v1/schedules/{id}`. */
  showSchedule(id: string, query?: ShowScheduleQuery, options?: CallOptions): Promise<Schedule>;

  /** What a segment is: `GET /v1/segments/{id}`. */
  showSegment(id: string, query?: ShowSegmentQuery, options?: CallOptions): Promise<Segment>;

  /** What Ann has to do: `GET /v1/follow-ups`. */
  listFollowUps(query?: ListFollowUpsQuery, options?: CallOptions): Promise<FollowUps>;

  /** What an automation is: `GET /v1/automations/{id}`. */
  showAutomation(id: string, query?: ShowAutomationQuery, options?: CallOptions): Promise<Automation>;

  /** What a mapping of events of others to facts is: `GET /v1/mappings/{id}`. */
  showMapping(id: string, query?: ShowMappingQuery, options?: CallOptions): Promise<Mapping>;

  /** What a webhook is: `GET /v1/webhooks/{id}`. */
  showWebhook(id: string, query?: ShowWebhookQuery, options?: CallOptions): Promise<Webhook>;

  /** What a rule would have done before anybody defines it: `POST /v1/alerts/backtest`. */
  backtestRule(body: BacktestRuleBody, options?: CallOptions): Promise<AlertBacktest>;

  /** What an alert did, and would have done: `POST /v1/alerts/{id}/backtest`. */
  backtestAlert(id: string, body: BacktestAlertBody, options?: CallOptions): Promise<AlertBacktest>;

  /** Forecasts that are kept: `GET /v1/forecasts`. */
  listForecasts(query?: ListForecastsQuery, options?: CallOptions): Promise<ForecastList>;

  /** What was held against figures of other systems: `GET /v1/reconciliations`. */
  listReconciliations(query?: ListReconciliationsQuery, options?: CallOptions): Promise<Reconciliations>;

  /** All there are: a share: `GET /v1/shares`. */
  listShares(query?: ListSharesQuery, options?: CallOptions): Promise<ShareList>;

  /** Look for customers, with nothing of them in the address: `POST /v1/customers/search`. */
  searchCustomers(body: SearchCustomersBody, options?: CallOptions): Promise<Customers>;

  /** What happened to a customer: `GET /v1/customers/{id}/timeline`. */
  showTimeline(id: string, query?: ShowTimelineQuery, options?: CallOptions): Promise<Timeline>;

  /** Why a customer has its stage and its tier: `GET /v1/customers/{id}/why`. */
  showWhy(id: string, query?: ShowWhyQuery, options?: CallOptions): Promise<CustomerWhy>;

  /** A sale: `GET /v1/sales/{id}`. */
  showSale(id: string, query?: ShowSaleQuery, options?: CallOptions): Promise<Sale>;

  /** An interaction: `GET /v1/interactions/{id}`. */
  showInteraction(id: string, query?: ShowInteractionQuery, options?: CallOptions): Promise<Interaction>;

  /** Every version of a custom metric: `GET /v1/metrics/{id}/versions`. */
  listCustomMetricVersions(id: string, query?: ListCustomMetricVersionsQuery, options?: CallOptions): Promise<CustomMetricVersions>;

  /** Every version of an alert: `GET /v1/alerts/{id}/versions`. */
  listAlertVersions(id: string, query?: ListAlertVersionsQuery, options?: CallOptions): Promise<AlertVersions>;

  /** All alerts, with the parts that ever fired: `GET /v1/alerts`. */
  listAlerts(query?: ListAlertsQuery, options?: CallOptions): Promise<AlertList>;

  /** Each time that an alert fired: `GET /v1/alerts/{id}/history`. */
  showAlertHistory(id: string, query?: ShowAlertHistoryQuery, options?: CallOptions): Promise<AlertHistory>;

  /** All there are: a saved question: `GET /v1/questions`. */
  listQuestions(query?: ListQuestionsQuery, options?: CallOptions): Promise<QuestionList>;

  /** Every version of a saved question: `GET /v1/questions/{id}/versions`. */
  listQuestionVersions(id: string, query?: ListQuestionVersionsQuery, options?: CallOptions): Promise<QuestionVersions>;

  /** All there are: a dashboard: `GET /v1/dashboards`. */
  listDashboards(query?: ListDashboardsQuery, options?: CallOptions): Promise<DashboardList>;

  /** Every version of a dashboard: `GET /v1/dashboards/{id}/versions`. */
  listDashboardVersions(id: string, query?: ListDashboardVersionsQuery, options?: CallOptions): Promise<DashboardVersions>;

  /** All there are: where messages go: `GET /v1/channels`. */
  listChannels(query?: ListChannelsQuery, options?: CallOptions): Promise<ChannelList>;

  /** Every version of where messages go: `GET /v1/channels/{id}/versions`. */
  listChannelVersions(id: string, query?: ListChannelVersionsQuery, options?: CallOptions): Promise<ChannelVersions>;

  /** Every channel that is paused, since when and why: `GET /v1/pauses`. */
  listPauses(query?: ListPausesQuery, options?: CallOptions): Promise<Pauses>;

  /** All there are: a scheduled report: `GET /v1/schedules`. */
  listSchedules(query?: ListSchedulesQuery, options?: CallOptions): Promise<ScheduleList>;

  /** Every version of a scheduled report: `GET /v1/schedules/{id}/versions`. */
  listScheduleVersions(id: string, query?: ListScheduleVersionsQuery, options?: CallOptions): Promise<ScheduleVersions>;

  /** Each time that a schedule was due: `GET /v1/schedules/{id}/runs`. */
  listScheduleRuns(id: string, query?: ListScheduleRunsQuery, options?: CallOptions): Promise<ReportRunList>;

  /** What a schedule reported: `GET /v1/schedules/{id}/report`. */
  showScheduleReport(id: string, query?: ShowScheduleReportQuery, options?: CallOptions): Promise<ScheduleReport>;

  /** A forecast as it was made: `GET /v1/forecasts/{id}`. */
  showForecast(id: string, query?: ShowForecastQuery, options?: CallOptions): Promise<KeptForecast>;

  /** What a reconciliation found: `GET /v1/reconciliations/{id}`. */
  showReconciliation(id: string, query?: ShowReconciliationQuery, options?: CallOptions): Promise<Reconciliation>;

  /** All there are: a segment: `GET /v1/segments`. */
  listSegments(query?: ListSegmentsQuery, options?: CallOptions): Promise<SegmentList>;

  /** Every version of a segment: `GET /v1/segments/{id}/versions`. */
  listSegmentVersions(id: string, query?: ListSegmentVersionsQuery, options?: CallOptions): Promise<SegmentVersions>;

  /** Who is in a segment on a day: `GET /v1/segments/{id}/members`. */
  listSegmentMembers(id: string, query?: ListSegmentMembersQuery, options?: CallOptions): Promise<Customers>;

  /** How a segment grew and shrank: `GET /v1/segments/{id}/size`. */
  showSegmentSize(id: string, query?: ShowSegmentSizeQuery, options?: CallOptions): Promise<SegmentSize>;

  /** Who would be in a segment that nobody has said yet: `POST /v1/segments/preview`. */
  previewSegment(body: PreviewSegmentBody, options?: CallOptions): Promise<SegmentPreview>;

  /** All there are: an automation: `GET /v1/automations`. */
  listAutomations(query?: ListAutomationsQuery, options?: CallOptions): Promise<AutomationList>;

  /** Every version of an automation: `GET /v1/automations/{id}/versions`. */
  listAutomationVersions(id: string, query?: ListAutomationVersionsQuery, options?: CallOptions): Promise<AutomationVersions>;

  /** On whom an automation would have acted: `POST /v1/automations/{id}/dry-run`. */
  dryRunAutomation(id: string, body: DryRunAutomationBody, options?: CallOptions): Promise<Decisions>;

  /** What an automation may act on: `GET /v1/automations/{id}/occasions`. */
  listOccasions(id: string, query?: ListOccasionsQuery, options?: CallOptions): Promise<Occasions>;

  /** What an automation changed: `GET /v1/automations/{id}/effect`. */
  showAutomationEffect(id: string, query?: ShowAutomationEffectQuery, options?: CallOptions): Promise<AutomationEffect>;

  /** What an automation decided: `GET /v1/automations/{id}/decisions`. */
  listDecisions(id: string, query?: ListDecisionsQuery, options?: CallOptions): Promise<Decisions>;

  /** All there are: a mapping of events of others to facts: `GET /v1/mappings`. */
  listMappings(query?: ListMappingsQuery, options?: CallOptions): Promise<MappingList>;

  /** Every version of a mapping of events of others to facts: `GET /v1/mappings/{id}/versions`. */
  listMappingVersions(id: string, query?: ListMappingVersionsQuery, options?: CallOptions): Promise<MappingVersions>;

  /** Events that wait for somebody to look at them: `GET /v1/quarantine`. */
  listQuarantine(query?: ListQuarantineQuery, options?: CallOptions): Promise<QuarantinedEvents>;

  /** All there are: a webhook: `GET /v1/webhooks`. */
  listWebhooks(query?: ListWebhooksQuery, options?: CallOptions): Promise<WebhookList>;

  /** Every version of a webhook: `GET /v1/webhooks/{id}/versions`. */
  listWebhookVersions(id: string, query?: ListWebhookVersionsQuery, options?: CallOptions): Promise<WebhookVersions>;

  /** Erase what is of a person: `POST /v1/customers/{id}/erase`. */
  eraseCustomer(id: string, body: EraseCustomerBody, options?: CallOptions): Promise<Receipt>;

  /** Whom a rule of retention would have erased: `POST /v1/retention/preview`. */
  previewRetention(body: PreviewRetentionBody, options?: CallOptions): Promise<RetentionPreview>;
}
