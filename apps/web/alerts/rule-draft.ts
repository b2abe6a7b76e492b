import type { Alert, SetAlert } from '#client/index.js';

export const CONDITIONS = [
  'above',
  'below',
  'outside',
  'inside',
  'grows',
  'shrinks',
  'anomaly',
  'noData',
  'attainment',
] as const;
export type ConditionKind = (typeof CONDITIONS)[number];

export const CALENDAR_WINDOWS = ['day', 'week', 'month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year'] as const;
/** In place of a window of the calendar: so many days that end with today. */
export const LAST_DAYS = 'days' as const;
export const SEVERITIES = ['info', 'warning', 'critical'] as const;

/** A rule as somebody fills in a form: what is a number there is text here. */
export interface Draft extends Pick<Alert, 'title' | 'metric' | 'where' | 'severity' | 'channels' | 'enabled'> {
  /** Empty where it goes by nothing. */
  readonly by: string;
  /** One of the calendar, or `LAST_DAYS`. */
  readonly window: string;
  readonly days: string;
  readonly kind: ConditionKind;
  readonly against: 'previous-period' | 'previous-year';
  /** The threshold, or the lower one of two. */
  readonly low: string;
  readonly high: string;
  readonly sensitivity: string;
  readonly clearLow: string;
  readonly clearHigh: string;
  /** Whole days; empty where nothing is said. */
  readonly for: string;
  readonly cooldown: string;
}

export const NEW_DRAFT: Draft = {
  title: '',
  metric: 'revenue.net',
  where: {},
  by: '',
  window: 'day',
  days: '7',
  kind: 'above',
  against: 'previous-period',
  low: '',
  high: '',
  sensitivity: '3',
  clearLow: '',
  clearHigh: '',
  for: '',
  cooldown: '',
  severity: 'warning',
  channels: [],
  enabled: true,
};

export function hasTwo({ kind }: Pick<Draft, 'kind'>): boolean {
  return kind === 'outside' || kind === 'inside';
}

export function hasThreshold({ kind }: Pick<Draft, 'kind'>): boolean {
  return kind !== 'anomaly' && kind !== 'noData';
}

/** Whether what is compared is a ratio, whatever the metric counts. */
export function isOfRatio({ kind }: Pick<Draft, 'kind'>): boolean {
  return kind === 'grows' || kind === 'shrinks' || kind === 'attainment';
}

/** A rule that there is, to be changed. */
export function draftOf(alert: Alert): Draft {
  const { title, metric, where, by = '', window, clear, severity, channels, enabled } = alert;
  const [, days] = /^last-(\d+)-days$/.exec(window) ?? [];
  const [clearLow = '', clearHigh = ''] = clear === undefined ? [] : [clear].flat();
  return {
    ...NEW_DRAFT,
    ...{ title, metric, where, by, severity, channels, enabled, clearLow, clearHigh },
    ...(days === undefined ? { window } : { window: LAST_DAYS, days }),
    ...conditionIn(alert.condition),
    for: alert.for?.slice(0, -1) ?? '',
    cooldown: alert.cooldown?.slice(0, -1) ?? '',
  };
}

function conditionIn(said: Alert['condition']): Partial<Draft> {
  const { above, below, outside, inside, change, anomaly, attainment } = said;
  if (above !== undefined) return { kind: 'above', low: above };
  if (below !== undefined) return { kind: 'below', low: below };
  if (attainment !== undefined) return { kind: 'attainment', low: attainment.below };
  if (anomaly !== undefined) return { kind: 'anomaly', sensitivity: String(anomaly.sensitivity) };
  const [low = '', high = ''] = outside ?? inside ?? [];
  if (outside !== undefined) return { kind: 'outside', low, high };
  if (inside !== undefined) return { kind: 'inside', low, high };
  if (change === undefined) return { kind: 'noData' };
  const { against } = change;
  if (change.above !== undefined) return { kind: 'grows', low: change.above, against };
  return { kind: 'shrinks', low: change.below ?? '', against };
}

/** What is said of a rule so that it is as the form has it; the server says what is wrong with it. */
export function ruleOf(draft: Draft): SetAlert {
  const { title, metric, where, by, window, days, severity, channels, enabled, clearLow, clearHigh, cooldown } = draft;
  const clear = !hasThreshold(draft) || clearLow === '' ? undefined : hasTwo(draft) ? [clearLow, clearHigh] : clearLow;
  return {
    title,
    metric,
    ...(Object.keys(where).length > 0 && { where }),
    ...(by !== '' && { by }),
    window: window === LAST_DAYS ? `last-${days}-days` : window,
    condition: conditionOf(draft),
    ...(clear !== undefined && { clear }),
    ...(draft.for !== '' && { for: `${draft.for}d` }),
    ...(cooldown !== '' && { cooldown: `${cooldown}d` }),
    severity,
    channels,
    enabled,
  };
}

function conditionOf({ kind, low, high, against, sensitivity }: Draft): SetAlert['condition'] {
  switch (kind) {
    case 'above':
      return { above: low };
    case 'below':
      return { below: low };
    case 'outside':
      return { outside: [low, high] };
    case 'inside':
      return { inside: [low, high] };
    case 'grows':
      return { change: { against, above: low } };
    case 'shrinks':
      return { change: { against, below: low } };
    case 'anomaly':
      return { anomaly: { sensitivity: Number(sensitivity) } };
    case 'noData':
      return { noData: true };
    case 'attainment':
      return { attainment: { below: low } };
  }
}

const DECIMAL = /^-?\d+(\.\d{1,6})?$/;

/** Whether so much of it is filled in that it can be tried. */
export function isTestable(draft: Draft): boolean {
  const { low, high, kind } = draft;
  if (draft.window === LAST_DAYS && !/^[1-9]\d{0,2}$/.test(draft.days)) return false;
  if (kind === 'noData') return draft.for !== '';
  if (!hasThreshold(draft)) return draft.sensitivity !== '';
  if (!DECIMAL.test(low)) return false;
  return !hasTwo(draft) || (DECIMAL.test(high) && Number(low) < Number(high));
}
