import type { Alert, AlertHistory, AlertPart } from '#client/index.js';
import type { Table } from '../table.js';

type Row = Table['rows'][number];

/** Columns of text, but for those that are named as numbers. */
function columns(names: readonly string[], numbers: readonly string[] = []): Table['columns'] {
  return names.map((name) => ({ name, type: numbers.includes(name) ? 'number' : 'string' }));
}

const STANDS = ['part', 'state', 'value', 'since', 'occasion', 'firedFor', 'resolvedFor', 'assignedTo'] as const;

/** A row for each part that ever fired, and one for an alert of which none did. */
export function listTable(alerts: readonly Alert[]): Table {
  return {
    columns: columns(['alert', 'severity', 'metric', 'window', ...STANDS], ['value', 'occasion']),
    rows: alerts.flatMap((alert) => {
      const { id, severity, metric, window, enabled } = alert;
      const rule = { alert: id, severity, metric, window };
      if (alert.parts.length === 0) return [{ ...rule, state: enabled ? 'ok' : 'off' }];
      return alert.parts.map((part) => ({ ...rule, ...standing(part) }));
    }),
  };
}

/** A row for each part of one alert. */
export function partsTable({ parts }: Alert): Table {
  return { columns: columns(STANDS, ['value', 'occasion']), rows: parts.map(standing) };
}

/** A row for each firing, then one for each day for which it would have fired. */
export function firingsTable({ firings, wouldHaveFired }: AlertHistory): Table {
  const fired = firings.map(({ part, occasion, value, threshold, window, firedFor, firedAt, resolved, notes }): Row => {
    const said = notes.map(({ kind, by, to, text }) => [kind, to, text, by && `(${by})`].filter(Boolean).join(' '));
    const over = resolved === undefined ? '' : resolved.for;
    const days = window.from === window.to ? window.from : `${window.from} to ${window.to}`;
    return {
      part,
      occasion,
      day: firedFor,
      value,
      threshold,
      window: days,
      recorded: firedAt,
      over,
      said: said.join('; '),
    };
  });
  const late = wouldHaveFired.map(({ part, day, value, knownSince }): Row => {
    return { part, day, value, said: `would have fired, known since ${knownSince}` };
  });
  const names = ['part', 'occasion', 'day', 'value', 'threshold', 'window', 'recorded', 'over', 'said'];
  return { columns: columns(names, ['occasion', 'value']), rows: [...fired, ...late] };
}

function standing(part: AlertPart): Row {
  return Object.fromEntries(STANDS.map((name) => [name, part[name] ?? null]));
}
