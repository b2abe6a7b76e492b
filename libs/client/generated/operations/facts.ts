// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { CallOptions } from '../../route.js';
import type { AcknowledgeAlert } from '../types/acknowledge-alert.js';
import type { AssignAlert } from '../types/assign-alert.js';
import type { CancelFollowUp } from '../types/cancel-follow-up.js';
import type { CancelSubscription } from '../types/cancel-subscription.js';
import type { ChangeCustomer } from '../types/change-customer.js';
import type { ChangeOpportunity } from '../types/change-opportunity.js';
import type { ChangeSubscription } from '../types/change-subscription.js';
import type { CloseCustomer } from '../types/close-customer.js';
import type { CommentAlert } from '../types/comment-alert.js';
import type { DiscardCloudEvent } from '../types/discard-cloud-event.js';
import type { EventResubmitted } from '../types/event-resubmitted.js';
import type { FinishFollowUp } from '../types/finish-follow-up.js';
import type { KeepMessage } from '../types/keep-message.js';
import type { LogInteraction } from '../types/log-interaction.js';
import type { LoseOpportunity } from '../types/lose-opportunity.js';
import type { MergeCustomers } from '../types/merge-customers.js';
import type { OpenFollowUp } from '../types/open-follow-up.js';
import type { OpenOpportunity } from '../types/open-opportunity.js';
import type { OverrideTier } from '../types/override-tier.js';
import type { PauseChannel } from '../types/pause-channel.js';
import type { PlaceHold } from '../types/place-hold.js';
import type { PublishLifecyclePolicy } from '../types/publish-lifecycle-policy.js';
import type { PublishRetentionPolicy } from '../types/publish-retention-policy.js';
import type { PublishTierPolicy } from '../types/publish-tier-policy.js';
import type { Receipt } from '../types/receipt.js';
import type { RecordCredit } from '../types/record-credit.js';
import type { RecordSale } from '../types/record-sale.js';
import type { RefundSale } from '../types/refund-sale.js';
import type { RegisterCustomer } from '../types/register-customer.js';
import type { ReleaseHold } from '../types/release-hold.js';
import type { ReopenCustomer } from '../types/reopen-customer.js';
import type { ReopenOpportunity } from '../types/reopen-opportunity.js';
import type { ReplayWebhook } from '../types/replay-webhook.js';
import type { ResubmitCloudEventBody } from '../types/resubmit-cloud-event-body.js';
import type { ResumeChannel } from '../types/resume-channel.js';
import type { ResumeSubscription } from '../types/resume-subscription.js';
import type { SetAlert } from '../types/set-alert.js';
import type { SetAutomation } from '../types/set-automation.js';
import type { SetChannel } from '../types/set-channel.js';
import type { SetConsent } from '../types/set-consent.js';
import type { SetCustomMetric } from '../types/set-custom-metric.js';
import type { SetDashboard } from '../types/set-dashboard.js';
import type { SetMapping } from '../types/set-mapping.js';
import type { SetQuestion } from '../types/set-question.js';
import type { SetRate } from '../types/set-rate.js';
import type { SetSchedule } from '../types/set-schedule.js';
import type { SetSegment } from '../types/set-segment.js';
import type { SetTarget } from '../types/set-target.js';
import type { SetWebhook } from '../types/set-webhook.js';
import type { SnoozeAlert } from '../types/snooze-alert.js';
import type { StartSubscription } from '../types/start-subscription.js';
import type { UnmergeCustomers } from '../types/unmerge-customers.js';
import type { Versioned } from '../types/versioned.js';
import type { VoidInteraction } from '../types/void-interaction.js';
import type { VoidSale } from '../types/void-sale.js';
import type { WinOpportunity } from '../types/win-opportunity.js';
import type { WithdrawTierOverride } from '../types/withdraw-tier-override.js';

export interface FactsOperations {
  /** Register a customer: `POST /v1/customers`. */
  registerCustomer(body: RegisterCustomer, options?: CallOptions): Promise<Receipt>;

  /** Change a customer from a day on: `PATCH /v1/customers/{id}`. */
  changeCustomer(id: string, body: ChangeCustomer, options?: CallOptions): Promise<Receipt>;

  /** Close a customer: `POST /v1/customers/{id}/close`. */
  closeCustomer(id: string, body: CloseCustomer, options?: CallOptions): Promise<Receipt>;

  /** Reopen a customer: `POST /v1/customers/{id}/reopen`. */
  reopenCustomer(id: string, body: ReopenCustomer, options?: CallOptions): Promise<Receipt>;

  /** Forbid that a customer is erased: `POST /v1/customers/{id}/hold`. */
  placeHold(id: string, body: PlaceHold, options?: CallOptions): Promise<Receipt>;

  /** Let a customer be erased again: `POST /v1/customers/{id}/release`. */
  releaseHold(id: string, body: ReleaseHold, options?: CallOptions): Promise<Receipt>;

  /** Give a customer a tier, whatever the policy says: `POST /v1/customers/{id}/tier-override`. */
  overrideTier(id: string, body: OverrideTier, options?: CallOptions): Promise<Receipt>;

  /** Leave the tier of a customer to the policy again: `POST /v1/customers/{id}/tier-override/withdraw`. */
  withdrawTierOverride(id: string, body: WithdrawTierOverride, options?: CallOptions): Promise<Receipt>;

  /** Count a customer and another as one: `POST /v1/customers/{id}/merge`. */
  mergeCustomers(id: string, body: MergeCustomers, options?: CallOptions): Promise<Receipt>;

  /** Count them as two again: `POST /v1/customers/{id}/unmerge`. */
  unmergeCustomers(id: string, body: UnmergeCustomers, options?: CallOptions): Promise<Receipt>;

  /** Set a rate from a date on: `POST /v1/rates`. */
  setRate(body: SetRate, options?: CallOptions): Promise<Receipt>;

  /** Open an opportunity: `POST /v1/opportunities`. */
  openOpportunity(body: OpenOpportunity, options?: CallOptions): Promise<Receipt>;

  /** Change an opportunity: `PATCH /v1/opportunities/{id}`. */
  changeOpportunity(id: string, body: ChangeOpportunity, options?: CallOptions): Promise<Receipt>;

  /** Lose an opportunity: `POST /v1/opportunities/{id}/lose`. */
  loseOpportunity(id: string, body: LoseOpportunity, options?: CallOptions): Promise<Receipt>;

  /** Reopen an opportunity: `POST /v1/opportunities/{id}/reopen`. */
  reopenOpportunity(id: string, body: ReopenOpportunity, options?: CallOptions): Promise<Receipt>;

  /** Win an opportunity: `POST /v1/opportunities/{id}/win`. */
  winOpportunity(id: string, body: WinOpportunity, options?: CallOptions): Promise<Receipt>;

  /** Record a sale: `POST /v1/sales`. */
  recordSale(body: RecordSale, options?: CallOptions): Promise<Receipt>;

  /** Refund a part of a sale: `POST /v1/sales/{id}/refunds`. */
  refundSale(id: string, body: RefundSale, options?: CallOptions): Promise<Receipt>;

  /** Void a sale that never was: `POST /v1/sales/{id}/void`. */
  voidSale(id: string, body: VoidSale, options?: CallOptions): Promise<Receipt>;

  /** Record a credit that names no sale: `POST /v1/credits`. */
  recordCredit(body: RecordCredit, options?: CallOptions): Promise<Receipt>;

  /** Log an interaction: `POST /v1/interactions`. */
  logInteraction(body: LogInteraction, options?: CallOptions): Promise<Receipt>;

  /** Void an interaction: `POST /v1/interactions/{id}/void`. */
  voidInteraction(id: string, body: VoidInteraction, options?: CallOptions): Promise<Receipt>;

  /** Start a subscription: `POST /v1/subscriptions`. */
  startSubscription(body: StartSubscription, options?: CallOptions): Promise<Receipt>;

  /** Change a subscription: `PATCH /v1/subscriptions/{id}`. */
  changeSubscription(id: string, body: ChangeSubscription, options?: CallOptions): Promise<Receipt>;

  /** Cancel a subscription: `POST /v1/subscriptions/{id}/cancel`. */
  cancelSubscription(id: string, body: CancelSubscription, options?: CallOptions): Promise<Receipt>;

  /** Resume a subscription: `POST /v1/subscriptions/{id}/resume`. */
  resumeSubscription(id: string, body: ResumeSubscription, options?: CallOptions): Promise<Receipt>;

  /** Set a target: `POST /v1/targets`. */
  setTarget(body: SetTarget, options?: CallOptions): Promise<Receipt>;

  /** Publish a lifecycle policy: `POST /v1/policies/lifecycle`. */
  publishLifecyclePolicy(body: PublishLifecyclePolicy, options?: CallOptions): Promise<Receipt>;

  /** Publish a tier policy: `POST /v1/policies/tiers`. */
  publishTierPolicy(body: PublishTierPolicy, options?: CallOptions): Promise<Receipt>;

  /** Have leads erased after two years: `POST /v1/retention`. */
  publishRetentionPolicy(body: PublishRetentionPolicy, options?: CallOptions): Promise<Receipt>;

  /** Say what a custom metric is: `PUT /v1/metrics/{id}`. */
  setCustomMetric(id: string, body: SetCustomMetric, options?: CallOptions): Promise<Versioned>;

  /** Retire a custom metric: `DELETE /v1/metrics/{id}`. */
  retireCustomMetric(id: string, options?: CallOptions): Promise<Versioned>;

  /** Say what an alert is: `PUT /v1/alerts/{id}`. */
  setAlert(id: string, body: SetAlert, options?: CallOptions): Promise<Versioned>;

  /** Retire an alert: `DELETE /v1/alerts/{id}`. */
  retireAlert(id: string, options?: CallOptions): Promise<Versioned>;

  /** Say that somebody is at it: `POST /v1/alerts/{id}/acknowledge`. */
  acknowledgeAlert(id: string, body: AcknowledgeAlert, options?: CallOptions): Promise<Receipt>;

  /** Be quiet about it until then: `POST /v1/alerts/{id}/snooze`. */
  snoozeAlert(id: string, body: SnoozeAlert, options?: CallOptions): Promise<Receipt>;

  /** Say who is to look at it: `POST /v1/alerts/{id}/assign`. */
  assignAlert(id: string, body: AssignAlert, options?: CallOptions): Promise<Receipt>;

  /** Say what it was: `POST /v1/alerts/{id}/comment`. */
  commentAlert(id: string, body: CommentAlert, options?: CallOptions): Promise<Receipt>;

  /** Say what a saved question is: `PUT /v1/questions/{id}`. */
  setQuestion(id: string, body: SetQuestion, options?: CallOptions): Promise<Versioned>;

  /** Retire a saved question: `DELETE /v1/questions/{id}`. */
  retireQuestion(id: string, options?: CallOptions): Promise<Versioned>;

  /** Say what a dashboard is: `PUT /v1/dashboards/{id}`. */
  setDashboard(id: string, body: SetDashboard, options?: CallOptions): Promise<Versioned>;

  /** Retire a dashboard: `DELETE /v1/dashboards/{id}`. */
  retireDashboard(id: string, options?: CallOptions): Promise<Versioned>;

  /** Say what where messages go is: `PUT /v1/channels/{id}`. */
  setChannel(id: string, body: SetChannel, options?: CallOptions): Promise<Versioned>;

  /** Retire where messages go: `DELETE /v1/channels/{id}`. */
  retireChannel(id: string, options?: CallOptions): Promise<Versioned>;

  /** Let what goes through a channel wait: `POST /v1/channels/{id}/pause`. */
  pauseChannel(id: string, body: PauseChannel, options?: CallOptions): Promise<Receipt>;

  /** Use a channel again, what waited first: `POST /v1/channels/{id}/resume`. */
  resumeChannel(id: string, body: ResumeChannel, options?: CallOptions): Promise<Receipt>;

  /** Leave a message in an inbox: `POST /v1/messages`. */
  keepMessage(body: KeepMessage, options?: CallOptions): Promise<Receipt>;

  /** Retire a share: `DELETE /v1/shares/{id}`. */
  retireShare(id: string, options?: CallOptions): Promise<Versioned>;

  /** Say what a scheduled report is: `PUT /v1/schedules/{id}`. */
  setSchedule(id: string, body: SetSchedule, options?: CallOptions): Promise<Versioned>;

  /** Retire a scheduled report: `DELETE /v1/schedules/{id}`. */
  retireSchedule(id: string, options?: CallOptions): Promise<Versioned>;

  /** Say what a segment is: `PUT /v1/segments/{id}`. */
  setSegment(id: string, body: SetSegment, options?: CallOptions): Promise<Versioned>;

  /** Retire a segment: `DELETE /v1/segments/{id}`. */
  retireSegment(id: string, options?: CallOptions): Promise<Versioned>;

  /** Say that a customer may be written to, or may no more: `PUT /v1/customers/{id}/consent`. */
  setConsent(id: string, body: SetConsent, options?: CallOptions): Promise<Receipt>;

  /** Say that something is to be done about a customer: `POST /v1/follow-ups`. */
  openFollowUp(body: OpenFollowUp, options?: CallOptions): Promise<Receipt>;

  /** Say that it was done: `POST /v1/follow-ups/{id}/done`. */
  finishFollowUp(id: string, body: FinishFollowUp, options?: CallOptions): Promise<Receipt>;

  /** Say that it need not be done any more: `POST /v1/follow-ups/{id}/cancelled`. */
  cancelFollowUp(id: string, body: CancelFollowUp, options?: CallOptions): Promise<Receipt>;

  /** Say what an automation is: `PUT /v1/automations/{id}`. */
  setAutomation(id: string, body: SetAutomation, options?: CallOptions): Promise<Versioned>;

  /** Retire an automation: `DELETE /v1/automations/{id}`. */
  retireAutomation(id: string, options?: CallOptions): Promise<Versioned>;

  /** Say what a mapping of events of others to facts is: `PUT /v1/mappings/{id}`. */
  setMapping(id: string, body: SetMapping, options?: CallOptions): Promise<Versioned>;

  /** Retire a mapping of events of others to facts: `DELETE /v1/mappings/{id}`. */
  retireMapping(id: string, options?: CallOptions): Promise<Versioned>;

  /** Say that a quarantined event is not to be recorded: `POST /v1/quarantine/{id}/discard`. */
  discardCloudEvent(id: string, body: DiscardCloudEvent, options?: CallOptions): Promise<Receipt>;

  /** Say what a webhook is: `PUT /v1/webhooks/{id}`. */
  setWebhook(id: string, body: SetWebhook, options?: CallOptions): Promise<Versioned>;

  /** Retire a webhook: `DELETE /v1/webhooks/{id}`. */
  retireWebhook(id: string, options?: CallOptions): Promise<Versioned>;

  /** Send the events of a webhook again, under the ids they were sent by: `POST /v1/webhooks/{id}/replay`. */
  replayWebhook(id: string, body: ReplayWebhook, options?: CallOptions): Promise<Receipt>;

  /** Record what is quarantined after all, as it was sent or with other data: `POST /v1/quarantine/{id}/resubmit`. */
  resubmitCloudEvent(id: string, body: ResubmitCloudEventBody, options?: CallOptions): Promise<EventResubmitted>;
}
