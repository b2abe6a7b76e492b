import type { ChartColumn, ChartFigure } from './chart-answer.js';
import type { ChartLanguage } from './texts.js';

/** Decimals that an exact decimal has at most. */
const DECIMALS = 6;
/** Decimals of a ratio, and of what is only there to be drawn. */
const OF_RATIO = 4;

/** How figures of a column are written: all digits of an exact decimal, ratios in percent, null as a dash. */
export function formatFigure(
  figure: ChartFigure,
  column: ChartColumn,
  base: string,
  language: ChartLanguage | (string & {}),
): string {
  if (figure === null) return '–';
  if (column.type === 'string') return String(figure);
  const format = formatOf(column, base, language, false);
  // A string is written exactly, whatever a double could hold.
  return typeof figure === 'string' ? format.format(figure as Intl.StringNumericLiteral) : format.format(figure);
}

/** The same, money to its smallest coin: for headlines, beside which the exact figure stands. */
export function formatHeadline(figure: ChartFigure, column: ChartColumn, base: string, language: string): string {
  const money = column.unit === 'money' ? (column.currency ?? base) : '';
  if (figure === null || !isCurrency(money)) return formatFigure(figure, column, base, language);
  const format = keptFormat(`${language} ${money} coins`, () => {
    return new Intl.NumberFormat(language, { style: 'currency', currency: money });
  });
  return format.format(figure as Intl.StringNumericLiteral);
}

/** Short, for axes and where there is little room: 12.3K. What it shortens is shown in full elsewhere. */
export function formatShort(value: number, column: ChartColumn, language: string): string {
  if (column.unit === 'ratio') return formatOf(column, '', language, false).format(value);
  return formatOf({ ...column, unit: '' }, '', language, true).format(value);
}

/** Where a figure is drawn: a double; null stays null. */
export function numberOf(figure: ChartFigure | undefined): number | null {
  return figure === null || figure === undefined || figure === '' ? null : Number(figure);
}

const SCALE = 10n ** BigInt(DECIMALS);

/** The sum of exact figures as one of them would be written; undefined where one has no exact sum. */
export function exactSum(figures: readonly ChartFigure[]): string | undefined {
  let sum = 0n;
  for (const figure of figures) {
    const millionths = figure === null ? 0n : millionthsOf(String(figure));
    if (millionths === undefined) return undefined;
    sum += millionths;
  }
  const [sign, size] = sum < 0n ? ['-', -sum] : ['', sum];
  const decimals = String(size % SCALE)
    .padStart(DECIMALS, '0')
    .replace(/0+$/, '');
  return `${sign}${String(size / SCALE)}${decimals && `.${decimals}`}`;
}

function millionthsOf(decimal: string): bigint | undefined {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(decimal) ?? [];
  if (whole === '') return undefined;
  const size = BigInt(whole + decimals.padEnd(DECIMALS, '0'));
  return sign === '' ? size : -size;
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(
  { unit, currency }: ChartColumn,
  base: string,
  language: string,
  isShort: boolean,
): Intl.NumberFormat {
  const money = unit === 'money' ? (currency ?? base) : '';
  const key = [language, unit === 'ratio' ? '%' : money, isShort].join(' ');
  return keptFormat(key, () => new Intl.NumberFormat(language, optionsOf(unit, money, isShort)));
}

function keptFormat(key: string, make: () => Intl.NumberFormat): Intl.NumberFormat {
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = make();
  formats.set(key, made);
  return made;
}

/** Three letters are what Intl takes for a currency, known to it or not. */
function isCurrency(money: string): boolean {
  return /^[A-Z]{3}$/.test(money);
}

function optionsOf(unit: string, money: string, isShort: boolean): Intl.NumberFormatOptions {
  if (isShort) return { notation: 'compact', maximumFractionDigits: 2 };
  if (unit === 'ratio') return { style: 'percent', maximumFractionDigits: OF_RATIO - 2 };
  if (isCurrency(money)) return { style: 'currency', currency: money, maximumFractionDigits: DECIMALS };
  return { maximumFractionDigits: DECIMALS };
}
