import { BACKUP_BODY } from '#book/backups/taking-backup.js';
import { BACKTEST_BODY, RULE_BACKTEST_BODY } from '#book/backtest.js';
import { FORECAST_BODY, REGRADE_BODY } from '#book/forecasting/forecast.input.js';
import { PREVIEW_BODY } from '#book/preview.js';
import { RETENTION_PREVIEW_BODY } from '#book/privacy/retention-preview.js';
import { ERASURE_BODY } from '#book/privacy/erase-customer.js';
import { CLOUD_EVENT_BODY } from '#book/intake/read-event.js';
import { RESUBMISSION_BODY } from '#book/intake/resubmit.js';
import { RECONCILIATION_BODY } from '#book/reconciling/reconciliation.input.js';
import { REPLAY_BODY } from '#book/replays/start-replay.js';
import { SQL_BODY } from '#book/sql.js';
import { CAUSES_OF_CHANGE } from '#figures/explain.js';
import { SHARE_BODY } from '#subjects/shares/share.input.js';
import {
  GRANT_BODY,
  QUOTA_BODY,
  KEY_BODY,
  REVOCATION_BODY,
  ROLE_BODY,
  ROTATION_BODY,
  WITHDRAWAL_BODY,
} from '#subjects/access/access.input.js';
import { CLOSING_BODY } from '#subjects/periods/period.commands.js';
import { SUBJECT_READS } from '#subjects/tables.js';
import { PARAMETER_WORDS } from './parameter-words.js';
import { OF_QUESTIONS, PARAMETERS, WHERE } from './question-parameters.js';

const described = (name: string): object => ({ ...PARAMETERS[name], description: PARAMETER_WORDS[name] ?? '' });

const closed = (properties: Readonly<Record<string, object>>, required: readonly string[] = []): object => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

/** A question as a body. */
const QUESTION = closed(
  { ...Object.fromEntries(['metrics', ...OF_QUESTIONS].map((name) => [name, described(name)])), where: WHERE },
  ['metrics'],
);

const POINT = closed({ asOf: described('asOf'), knownAt: described('knownAt') });

/** Why a figure differs between two points. */
const EXPLANATION = closed(
  {
    metric: described('metric'),
    where: WHERE,
    from: described('from'),
    to: described('to'),
    period: {
      ...described('period'),
      description: 'Days relative to the asOf of `b`, in place of from and to, such as last-month.',
    },
    currency: described('currency'),
    rates: described('rates'),
    organisation: described('organisation'),
    includeExcluded: described('includeExcluded'),
    a: { ...POINT, description: 'The point it is explained from.' },
    b: { ...POINT, description: 'The point it is explained to.' },
    part: { enum: CAUSES_OF_CHANGE, description: 'Only the things behind this part, from `cursor` on.' },
    limit: { type: 'integer', minimum: 1, maximum: 500, default: 20, description: 'How many things of each part.' },
    cursor: { type: 'string', description: 'Where the page before ended: the `next` of that part.' },
    position: described('position'),
  },
  ['metric', 'a', 'b'],
);

/** Reads whose parameters are a body, or can be one. */
const SEARCHES = Object.fromEntries(
  Object.values(SUBJECT_READS).flatMap(({ path, parameters, searched, posted }) => {
    if (searched === undefined && posted !== true) return [];
    const common = ['asOf', 'knownAt', 'replay', 'position'].map((name) => [name, described(name)] as const);
    return [
      [
        posted === true ? `/v1/${path.replace(':id', '{id}')}` : `/v1/${path}/search`,
        closed({ ...parameters.properties, ...Object.fromEntries(common) }),
      ],
    ];
  }),
);

/** By route, what is sent to those that record no fact. */
export const BODIES: Readonly<Record<string, object>> = {
  ...SEARCHES,
  '/v1/query': QUESTION,
  '/v1/sql': SQL_BODY,
  '/v1/backups': BACKUP_BODY,
  '/v1/shares': SHARE_BODY,
  '/v1/explain': EXPLANATION,
  '/v1/policies/{kind}/preview': PREVIEW_BODY,
  '/v1/forecasts': FORECAST_BODY,
  '/v1/forecasts/regrade': REGRADE_BODY,
  '/v1/reconciliations': RECONCILIATION_BODY,
  '/v1/alerts/{id}/backtest': BACKTEST_BODY,
  '/v1/alerts/backtest': RULE_BACKTEST_BODY,
  '/v1/keys': KEY_BODY,
  '/v1/keys/{id}/rotate': ROTATION_BODY,
  '/v1/keys/{id}/revoke': REVOCATION_BODY,
  '/v1/roles': ROLE_BODY,
  '/v1/grants': GRANT_BODY,
  '/v1/grants/{id}/withdraw': WITHDRAWAL_BODY,
  '/v1/quotas': QUOTA_BODY,
  '/v1/customers/{id}/erase': ERASURE_BODY,
  '/v1/retention/preview': RETENTION_PREVIEW_BODY,
  '/v1/replays': REPLAY_BODY,
  '/v1/periods/{period}/close': CLOSING_BODY,
  '/v1/cloudevents': CLOUD_EVENT_BODY,
  '/v1/quarantine/{id}/resubmit': RESUBMISSION_BODY,
};
