import { otherKinds } from './other-kinds.js';

/** How an answer can be drawn. */
export const CHART_KINDS = [
  'line',
  'bar',
  'stacked',
  'area',
  'pie',
  'funnel',
  'heatmap',
  'matrix',
  'kpi',
  'table',
] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** As a text: one of ours, or the name of a plug-in's, with a dot in it. */
export const KIND_FORM = `^(${CHART_KINDS.join('|')}|\\w+\\.[\\w-]+)$`;
const FORM = new RegExp(KIND_FORM);

export function isOurKind(kind: string): kind is ChartKind {
  return CHART_KINDS.some((one) => one === kind);
}

/** The most groups that are told apart by colour; `top` may ask for fewer. */
export const MOST_GROUPS = 8;
const LONGEST_TITLE = 200;

export interface ChartSettings {
  /** One of `CHART_KINDS`, or the name of another one, which a release without it draws as bars. */
  readonly kind: string;
  /** Above the drawing; the names of the metrics where absent. */
  readonly title?: string;
  /** Which metrics of the answer are drawn; all where absent. */
  readonly metrics?: readonly string[];
  /** How many groups are drawn, the largest first: 1 to 8. */
  readonly top?: number;
}

export interface ChartError {
  /** A path such as `kind`; empty for the whole. */
  readonly field: string;
  /** `must be …`, a sentence to go on after the field's name. */
  readonly detail: string;
}

const FIELDS = ['kind', 'title', 'metrics', 'top'];

/**
 * What is wrong with settings of a chart, part by part; nothing where they can be used.
 * @param asked the metrics of the question it is to draw, where they are known
 */
export function chartErrors(raw: unknown, asked?: readonly string[]): readonly ChartError[] {
  return errorsIn(raw, asked, (kind) => isOurKind(kind) || otherKinds().includes(kind));
}

function errorsIn(
  raw: unknown,
  asked: readonly string[] | undefined,
  isKind: (kind: string) => boolean,
): readonly ChartError[] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return [{ field: '', detail: 'must be an object such as {"kind": "line"}' }];
  const chart = raw as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(chart).filter((name) => !FIELDS.includes(name));
  return [
    ...unknown.map((name) => ({
      field: name.slice(0, 50).toWellFormed(),
      detail: `must not be there: a chart has ${FIELDS.join(', ')}`,
    })),
    ...wrong('kind', isText(chart['kind'], isKind), kindError()),
    ...wrong('title', isTitle(chart['title']), `must be text of 1 to ${String(LONGEST_TITLE)} characters`),
    ...wrong('top', isTop(chart['top']), `must be a whole number from 1 to ${String(MOST_GROUPS)}`),
    ...metricErrors(chart['metrics'], asked),
  ];
}

/** Settings of a chart that was taken, by this release or by one with a plug-in that is missing now. @throws Error for others: `chartErrors` says what is wrong with them */
export function readChart(raw: unknown): ChartSettings {
  const [error] = errorsIn(raw, undefined, (kind) => FORM.test(kind));
  if (error !== undefined) throw new Error(`chart${error.field && `.${error.field}`} ${error.detail}`);
  return raw as ChartSettings;
}

function wrong(field: string, isRight: boolean, detail: string): readonly ChartError[] {
  return isRight ? [] : [{ field, detail }];
}

/** What is said of any other kind. */
export function kindError(): string {
  return `must be one of ${[...CHART_KINDS, ...otherKinds()].join(', ')}`;
}

function isText(value: unknown, isKind: (kind: string) => boolean): boolean {
  return typeof value === 'string' && isKind(value);
}

function isTitle(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_TITLE);
}

function isTop(value: unknown): boolean {
  return value === undefined || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_GROUPS);
}

function metricErrors(value: unknown, asked: readonly string[] | undefined): readonly ChartError[] {
  if (value === undefined) return [];
  const names: readonly unknown[] = Array.isArray(value) ? value : [];
  if (names.length === 0 || !names.every((name) => typeof name === 'string'))
    return [{ field: 'metrics', detail: 'must be a list of names of metrics' }];
  const unasked = asked === undefined ? undefined : names.findIndex((name) => !asked.includes(name));
  if (unasked === undefined || unasked === -1) return [];
  return [
    { field: `metrics[${String(unasked)}]`, detail: `must be a metric of the question: ${asked?.join(', ') ?? ''}` },
  ];
}
