import { madeByCallers } from '../made-by-callers.js';
import { namedSubject } from '../named.js';
import type { Subject } from '../subject.js';
import { ALERT_TYPES } from './alert-rule.js';
import { ALERT_RULE } from './alert.input.js';
import { needMeaningful } from './alert.rule.js';
import { OWN_ALERTS } from './own-alerts.js';

const RULES = namedSubject({
  name: 'alert',
  path: 'alerts',
  words: 'an alert',
  scope: 'policy',
  types: ALERT_TYPES,
  content: ALERT_RULE,
  means: needMeaningful,
  looksAt: madeByCallers,
  example: {
    id: 'revenue',
    content: {
      title: 'Revenue by region',
      metric: 'revenue.net',
      by: 'region',
      window: 'month',
      condition: { above: '1000' },
      clear: '900',
      cooldown: '1d',
      severity: 'warning',
    },
  },
});

/** Rules that watch metrics. What has become of them is shown with them: see `firings`. */
const { listAlertVersions } = RULES.reads;
export const ALERTS: Subject = {
  ...RULES,
  reads: listAlertVersions === undefined ? {} : { listAlertVersions },
  scheduled: OWN_ALERTS,
};
