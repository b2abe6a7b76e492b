// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { AcknowledgeAlert } from './types/acknowledge-alert.js';
import type { AssignAlert } from './types/assign-alert.js';
import type { CancelFollowUp } from './types/cancel-follow-up.js';
import type { CancelSubscription } from './types/cancel-subscription.js';
import type { ChangeCustomer } from './types/change-customer.js';
import type { ChangeOpportunity } from './types/change-opportunity.js';
import type { ChangeSubscription } from './types/change-subscription.js';
import type { CloseCustomer } from './types/close-customer.js';
import type { CommentAlert } from './types/comment-alert.js';
import type { DiscardCloudEvent } from './types/discard-cloud-event.js';
import type { FinishFollowUp } from './types/finish-follow-up.js';
import type { KeepMessage } from './types/keep-message.js';
import type { LogInteraction } from './types/log-interaction.js';
import type { LoseOpportunity } from './types/lose-opportunity.js';
import type { MergeCustomers } from './types/merge-customers.js';
import type { OpenFollowUp } from './types/open-follow-up.js';
import type { OpenOpportunity } from './types/open-opportunity.js';
import type { OverrideTier } from './types/override-tier.js';
import type { PauseChannel } from './types/pause-channel.js';
import type { PlaceHold } from './types/place-hold.js';
import type { PublishLifecyclePolicy } from './types/publish-lifecycle-policy.js';
import type { PublishRetentionPolicy } from './types/publish-retention-policy.js';
import type { PublishTierPolicy } from './types/publish-tier-policy.js';
import type { RecordCredit } from './types/record-credit.js';
import type { RecordSale } from './types/record-sale.js';
import type { RefundSale } from './types/refund-sale.js';
import type { RegisterCustomer } from './types/register-customer.js';
import type { ReleaseHold } from './types/release-hold.js';
import type { ReopenCustomer } from './types/reopen-customer.js';
import type { ReopenOpportunity } from './types/reopen-opportunity.js';
import type { ReplayWebhook } from './types/replay-webhook.js';
import type { ResumeChannel } from './types/resume-channel.js';
import type { ResumeSubscription } from './types/resume-subscription.js';
import type { SetAlert } from './types/set-alert.js';
import type { SetAutomation } from './types/set-automation.js';
import type { SetChannel } from './types/set-channel.js';
import type { SetConsent } from './types/set-consent.js';
import type { SetCustomMetric } from './types/set-custom-metric.js';
import type { SetDashboard } from './types/set-dashboard.js';
import type { SetMapping } from './types/set-mapping.js';
import type { SetQuestion } from './types/set-question.js';
import type { SetRate } from './types/set-rate.js';
import type { SetSchedule } from './types/set-schedule.js';
import type { SetSegment } from './types/set-segment.js';
import type { SetTarget } from './types/set-target.js';
import type { SetWebhook } from './types/set-webhook.js';
import type { SnoozeAlert } from './types/snooze-alert.js';
import type { StartSubscription } from './types/start-subscription.js';
import type { UnmergeCustomers } from './types/unmerge-customers.js';
import type { VoidInteraction } from './types/void-interaction.js';
import type { VoidSale } from './types/void-sale.js';
import type { WinOpportunity } from './types/win-opportunity.js';
import type { WithdrawTierOverride } from './types/withdraw-tier-override.js';

/** A fact as `recordMany` takes it. */
export type Fact =
  | { readonly type: 'RegisterCustomer'; readonly data: RegisterCustomer }
  | { readonly type: 'ChangeCustomer'; readonly data: ChangeCustomer & { readonly customerId: string } }
  | { readonly type: 'CloseCustomer'; readonly data: CloseCustomer & { readonly customerId: string } }
  | { readonly type: 'ReopenCustomer'; readonly data: ReopenCustomer & { readonly customerId: string } }
  | { readonly type: 'PlaceHold'; readonly data: PlaceHold & { readonly customerId: string } }
  | { readonly type: 'ReleaseHold'; readonly data: ReleaseHold & { readonly customerId: string } }
  | { readonly type: 'OverrideTier'; readonly data: OverrideTier & { readonly customerId: string } }
  | { readonly type: 'WithdrawTierOverride'; readonly data: WithdrawTierOverride & { readonly customerId: string } }
  | { readonly type: 'MergeCustomers'; readonly data: MergeCustomers & { readonly customerId: string } }
  | { readonly type: 'UnmergeCustomers'; readonly data: UnmergeCustomers & { readonly customerId: string } }
  | { readonly type: 'SetRate'; readonly data: SetRate }
  | { readonly type: 'OpenOpportunity'; readonly data: OpenOpportunity }
  | { readonly type: 'ChangeOpportunity'; readonly data: ChangeOpportunity & { readonly opportunityId: string } }
  | { readonly type: 'LoseOpportunity'; readonly data: LoseOpportunity & { readonly opportunityId: string } }
  | { readonly type: 'ReopenOpportunity'; readonly data: ReopenOpportunity & { readonly opportunityId: string } }
  | { readonly type: 'WinOpportunity'; readonly data: WinOpportunity & { readonly opportunityId: string } }
  | { readonly type: 'RecordSale'; readonly data: RecordSale }
  | { readonly type: 'RefundSale'; readonly data: RefundSale & { readonly saleId: string } }
  | { readonly type: 'VoidSale'; readonly data: VoidSale & { readonly saleId: string } }
  | { readonly type: 'RecordCredit'; readonly data: RecordCredit }
  | { readonly type: 'LogInteraction'; readonly data: LogInteraction }
  | { readonly type: 'VoidInteraction'; readonly data: VoidInteraction & { readonly interactionId: string } }
  | { readonly type: 'StartSubscription'; readonly data: StartSubscription }
  | { readonly type: 'ChangeSubscription'; readonly data: ChangeSubscription & { readonly subscriptionId: string } }
  | { readonly type: 'CancelSubscription'; readonly data: CancelSubscription & { readonly subscriptionId: string } }
  | { readonly type: 'ResumeSubscription'; readonly data: ResumeSubscription & { readonly subscriptionId: string } }
  | { readonly type: 'SetTarget'; readonly data: SetTarget }
  | { readonly type: 'PublishLifecyclePolicy'; readonly data: PublishLifecyclePolicy }
  | { readonly type: 'PublishTierPolicy'; readonly data: PublishTierPolicy }
  | { readonly type: 'PublishRetentionPolicy'; readonly data: PublishRetentionPolicy }
  | { readonly type: 'SetCustomMetric'; readonly data: SetCustomMetric & { readonly id: string } }
  | { readonly type: 'SetAlert'; readonly data: SetAlert & { readonly id: string } }
  | { readonly type: 'AcknowledgeAlert'; readonly data: AcknowledgeAlert & { readonly id: string } }
  | { readonly type: 'SnoozeAlert'; readonly data: SnoozeAlert & { readonly id: string } }
  | { readonly type: 'AssignAlert'; readonly data: AssignAlert & { readonly id: string } }
  | { readonly type: 'CommentAlert'; readonly data: CommentAlert & { readonly id: string } }
  | { readonly type: 'SetQuestion'; readonly data: SetQuestion & { readonly id: string } }
  | { readonly type: 'SetDashboard'; readonly data: SetDashboard & { readonly id: string } }
  | { readonly type: 'SetChannel'; readonly data: SetChannel & { readonly id: string } }
  | { readonly type: 'PauseChannel'; readonly data: PauseChannel & { readonly channelId: string } }
  | { readonly type: 'ResumeChannel'; readonly data: ResumeChannel & { readonly channelId: string } }
  | { readonly type: 'KeepMessage'; readonly data: KeepMessage }
  | { readonly type: 'SetSchedule'; readonly data: SetSchedule & { readonly id: string } }
  | { readonly type: 'SetSegment'; readonly data: SetSegment & { readonly id: string } }
  | { readonly type: 'SetConsent'; readonly data: SetConsent & { readonly id: string } }
  | { readonly type: 'OpenFollowUp'; readonly data: OpenFollowUp }
  | { readonly type: 'FinishFollowUp'; readonly data: FinishFollowUp & { readonly followUpId: string } }
  | { readonly type: 'CancelFollowUp'; readonly data: CancelFollowUp & { readonly followUpId: string } }
  | { readonly type: 'SetAutomation'; readonly data: SetAutomation & { readonly id: string } }
  | { readonly type: 'SetMapping'; readonly data: SetMapping & { readonly id: string } }
  | { readonly type: 'DiscardCloudEvent'; readonly data: DiscardCloudEvent & { readonly id: string } }
  | { readonly type: 'SetWebhook'; readonly data: SetWebhook & { readonly id: string } }
  | { readonly type: 'ReplayWebhook'; readonly data: ReplayWebhook & { readonly webhookId: string } };

/** The stream that each is recorded in; `{…}` is a field of it. */
export const STREAMS: Readonly<Record<string, string>> = {
  RegisterCustomer: 'customer-{id}',
  ChangeCustomer: 'customer-{customerId}',
  CloseCustomer: 'customer-{customerId}',
  ReopenCustomer: 'customer-{customerId}',
  PlaceHold: 'customer-{customerId}',
  ReleaseHold: 'customer-{customerId}',
  OverrideTier: 'customer-{customerId}',
  WithdrawTierOverride: 'customer-{customerId}',
  MergeCustomers: 'merges',
  UnmergeCustomers: 'merges',
  SetRate: 'rates',
  OpenOpportunity: 'opportunity-{id}',
  ChangeOpportunity: 'opportunity-{opportunityId}',
  LoseOpportunity: 'opportunity-{opportunityId}',
  ReopenOpportunity: 'opportunity-{opportunityId}',
  WinOpportunity: 'opportunity-{opportunityId}',
  RecordSale: 'sale-{id}',
  RefundSale: 'sale-{saleId}',
  VoidSale: 'sale-{saleId}',
  RecordCredit: 'credit-{id}',
  LogInteraction: 'interaction-{id}',
  VoidInteraction: 'interaction-{interactionId}',
  StartSubscription: 'subscription-{id}',
  ChangeSubscription: 'subscription-{subscriptionId}',
  CancelSubscription: 'subscription-{subscriptionId}',
  ResumeSubscription: 'subscription-{subscriptionId}',
  SetTarget: 'targets',
  PublishLifecyclePolicy: 'policies',
  PublishTierPolicy: 'policies',
  PublishRetentionPolicy: 'retention',
  SetCustomMetric: 'metric-{id}',
  SetAlert: 'alert-{id}',
  AcknowledgeAlert: 'firing-{id}',
  SnoozeAlert: 'firing-{id}',
  AssignAlert: 'firing-{id}',
  CommentAlert: 'firing-{id}',
  SetQuestion: 'question-{id}',
  SetDashboard: 'dashboard-{id}',
  SetChannel: 'channel-{id}',
  PauseChannel: 'pause-{channelId}',
  ResumeChannel: 'pause-{channelId}',
  KeepMessage: 'message-{id}',
  SetSchedule: 'schedule-{id}',
  SetSegment: 'segment-{id}',
  SetConsent: 'consent-{id}',
  OpenFollowUp: 'follow-up-{id}',
  FinishFollowUp: 'follow-up-{followUpId}',
  CancelFollowUp: 'follow-up-{followUpId}',
  SetAutomation: 'automation-{id}',
  SetMapping: 'mapping-{id}',
  DiscardCloudEvent: 'cloud-event-{id}',
  SetWebhook: 'webhook-{id}',
  ReplayWebhook: 'resending-{webhookId}',
};
