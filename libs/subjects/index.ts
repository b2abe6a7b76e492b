import { ACCESS } from './access/access.subject.js';
import { ACTIONS } from './actions/actions.subject.js';
import { AFFINITY_SUBJECT } from './affinity/affinity.subject.js';
import { ALERTS } from './alerts/alerts.subject.js';
import { ASSIGNMENTS } from './assignments/assignments.subject.js';
import { AUTOMATIONS } from './automations/automations.subject.js';
import { BASKETS_SUBJECT } from './baskets/baskets.subject.js';
import { CHAINS } from './chains/chains.subject.js';
import { OUR_KINDS } from './channels/channel-kinds.js';
import type { ChannelKinds } from './channels/channel-kind.js';
import { channels } from './channels/channels.subject.js';
import { CHURN_RISK_SUBJECT } from './churn-risk/churn-risk.subject.js';
import { CLV_SUBJECT } from './clv/clv.subject.js';
import { CLOUD_EVENTS } from './cloud-events/cloud-events.subject.js';
import { CLUSTERS_SUBJECT } from './clusters/clusters.subject.js';
import { CONSENTS } from './consents/consents.subject.js';
import { CREDITS } from './credits/credits.subject.js';
import { CUSTOMERS } from './customers/customers.subject.js';
import { DASHBOARDS } from './dashboards/dashboards.subject.js';
import { FIRINGS } from './firings/firings.subject.js';
import { FOLLOW_UPS } from './follow-ups/follow-ups.subject.js';
import { FORECASTS_SUBJECT } from './forecasts/forecasts.subject.js';
import { FUNNELS_SUBJECT } from './funnels/funnels.subject.js';
import { INTERACTIONS } from './interactions/interactions.subject.js';
import { MAPPINGS } from './mappings/mappings.subject.js';
import { MERGES_SUBJECT } from './merges/merges.subject.js';
import { MESSAGES } from './messages/messages.subject.js';
import { OPPORTUNITIES } from './opportunities/opportunities.subject.js';
import { MOVERS_SUBJECT } from './movers/movers.subject.js';
import { loadPlugins } from './plugins/load.js';
import { METRICS_SUBJECT } from './metrics/metrics.subject.js';
import { PAUSES } from './pauses/pauses.subject.js';
import { PERIODS } from './periods/periods.subject.js';
import { POLICIES_SUBJECT } from './policies/policies.subject.js';
import { QUESTIONS } from './questions/questions.subject.js';
import { RATES_SUBJECT } from './rates/rates.subject.js';
import { REPORTS } from './reports/reports.subject.js';
import { RETENTION_SUBJECT } from './retention/retention.subject.js';
import { SALES } from './sales/sales.subject.js';
import { SCHEDULES } from './schedules/schedules.subject.js';
import { RECONCILIATIONS_SUBJECT } from './reconciliations/reconciliations.subject.js';
import { SEGMENTS } from './segments/segments.subject.js';
import { SHARES } from './shares/shares.subject.js';
import { SURVIVAL_SUBJECT } from './survival/survival.subject.js';
import type { Subject } from './subject.js';
import { SUBSCRIPTIONS } from './subscriptions/subscriptions.subject.js';
import { WEBHOOK_REPLAYS } from './webhook-replays/webhook-replays.subject.js';
import { WEBHOOKS } from './webhooks/webhooks.subject.js';
import { TARGETS_SUBJECT } from './targets/targets.subject.js';

/** The table of contents. Adding a subject is adding it here. @param kinds of channels */
const builtIn = (kinds: ChannelKinds): readonly Subject[] => [
  CUSTOMERS,
  MERGES_SUBJECT,
  RATES_SUBJECT,
  OPPORTUNITIES,
  SALES,
  CREDITS,
  INTERACTIONS,
  SUBSCRIPTIONS,
  TARGETS_SUBJECT,
  POLICIES_SUBJECT,
  PERIODS,
  RETENTION_SUBJECT,
  METRICS_SUBJECT,
  ALERTS,
  FIRINGS,
  QUESTIONS,
  DASHBOARDS,
  channels(kinds),
  PAUSES,
  MESSAGES,
  SHARES,
  ACCESS,
  SCHEDULES,
  REPORTS,
  CLV_SUBJECT,
  BASKETS_SUBJECT,
  SURVIVAL_SUBJECT,
  MOVERS_SUBJECT,
  FUNNELS_SUBJECT,
  FORECASTS_SUBJECT,
  RECONCILIATIONS_SUBJECT,
  CHURN_RISK_SUBJECT,
  CLUSTERS_SUBJECT,
  AFFINITY_SUBJECT,
  SEGMENTS,
  CONSENTS,
  FOLLOW_UPS,
  AUTOMATIONS,
  ACTIONS,
  CHAINS,
  ASSIGNMENTS,
  MAPPINGS,
  CLOUD_EVENTS,
  WEBHOOKS,
  WEBHOOK_REPLAYS,
];

/** Those that `TALLY_PLUGINS` names are there in every process and thread alike, before anything derives from the list. */
export const PLUGINS = loadPlugins(process.env['TALLY_PLUGINS'] ?? '', builtIn(OUR_KINDS), OUR_KINDS);

/** Kinds of channels: ours, and those of plug-ins. */
export const CHANNEL_KINDS: ChannelKinds = Object.assign(
  {},
  OUR_KINDS,
  ...PLUGINS.subjects.map(({ channels: brought }) => brought),
) as ChannelKinds;

/** Everything a book knows. */
export const SUBJECTS: readonly Subject[] = [...builtIn(CHANNEL_KINDS), ...PLUGINS.subjects];
