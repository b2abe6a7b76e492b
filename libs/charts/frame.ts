import { cutsOf, isPeriod, metricsOf, type ChartAnswer, type ChartColumn } from './chart-answer.js';
import type { ChartSettings } from './chart-settings.js';
import { palette, type ChartTheme, type Palette } from './palette.js';
import { chartTexts, type ChartLanguage, type ChartTexts } from './texts.js';

/** How and how large a chart is drawn. */
export interface ChartView {
  readonly language: ChartLanguage;
  readonly theme: ChartTheme;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** As CSS names fonts; what the system has where absent. */
  readonly font?: string;
  /** Where the title and the clocks stand beside it already. */
  readonly isBare?: boolean;
}

/** What all kinds of charts are drawn with. */
export interface Frame {
  readonly answer: ChartAnswer;
  readonly settings: ChartSettings;
  readonly view: ChartView;
  readonly texts: ChartTexts;
  readonly colours: Palette;
  readonly font: string;
  readonly title: string;
  readonly subtitle: string;
  readonly footer: string;
}

const SYSTEM_FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

export function frameOf(answer: ChartAnswer, settings: ChartSettings, view: ChartView): Frame {
  const texts = chartTexts(view.language);
  const names = metricsOf(answer, settings.metrics).map(({ name }) => name);
  const title = settings.title ?? names.join(', ');
  const frame = {
    answer,
    settings,
    view,
    texts,
    colours: palette(view.theme),
    font: view.font ?? SYSTEM_FONTS,
    title,
    footer: clocksOf(answer, texts),
  };
  return { ...frame, subtitle: subtitleOf(answer, settings, texts, title === names.join(', ') ? [] : names) };
}

/** The unit of a column in words, money as its currency. */
export function unitOf({ unit, currency }: ChartColumn, base: string, { unit: words }: ChartTexts): string {
  return unit === 'money' ? (currency ?? base) : (words[unit] ?? unit);
}

/** `as of 2024-03-31 · known at 2024-04-02 · position 17`. */
function clocksOf({ meta }: ChartAnswer, texts: ChartTexts): string {
  return [
    `${texts.asOf} ${meta.asOf}`,
    meta.knownAt === null ? texts.everything : `${texts.knownAt} ${meta.knownAt}`,
    `${texts.position} ${meta.position}`,
  ].join(' · ');
}

function subtitleOf(
  answer: ChartAnswer,
  { metrics }: ChartSettings,
  texts: ChartTexts,
  names: readonly string[],
): string {
  const units = new Set(metricsOf(answer, metrics).map((column) => unitOf(column, answer.meta.currency, texts)));
  const cuts = cutsOf(answer).map(({ name }) => name);
  return [
    names.join(', '),
    [...units].filter(Boolean).join(', '),
    ...(cuts.length > 0 ? [`${texts.by} ${cuts.join(', ')}`] : []),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The number of rows whose period is not over. */
export function incompleteRows(answer: ChartAnswer): ReadonlySet<number> {
  const { rows, meta, incompleteRows: said = [] } = answer;
  const period = cutsOf(answer).find(isPeriod);
  const running =
    period === undefined
      ? []
      : rows.flatMap((row, i) => (meta.incomplete.includes(String(row[period.name])) ? [i] : []));
  return new Set([...said, ...running, ...runningCohorts(answer)]);
}

/** A cohort's month so many months later is over when the last day of that month is. */
function runningCohorts(answer: ChartAnswer): readonly number[] {
  const names = cutsOf(answer).map(({ name }) => name);
  if (!names.includes('cohort') || !names.includes('age')) return [];
  const [year = 0, month = 0, day = 0] = answer.meta.asOf.slice(0, 10).split('-').map(Number);
  const isLastDay = new Date(Date.UTC(year, month, 0)).getUTCDate() === day;
  const firstRunning = year * 12 + month + (isLastDay ? 1 : 0);
  return answer.rows.flatMap(({ cohort, age }, i) => {
    const [, years, months] = /^(\d{4})-(\d\d)$/.exec(String(cohort)) ?? [];
    return Number(years) * 12 + Number(months) + Number(age) >= firstRunning ? [i] : [];
  });
}
