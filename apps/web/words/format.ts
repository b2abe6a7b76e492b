import type { Column } from '#client/index.js';
import type { Language } from './words.js';

export type Figure = string | number | null | undefined;

/** How figures and times are written, in one language and for one book. */
export interface Format {
  /** A figure by what its column says of it, money to the smallest coin; a dash where there is none. */
  figure(value: Figure, column: Pick<Column, 'type' | 'unit' | 'currency'>): string;
  /** The same to the last decimal that there can be of a decimal, and as many of a quotient. */
  exact(value: Figure, column: Pick<Column, 'type' | 'unit' | 'currency'>): string;
  count(value: Figure): string;
  money(value: Figure, currency?: string): string;
  /** Money without its cents: for headlines, not for tables. */
  rounded(value: Figure): string;
  percent(value: Figure): string;
  /** As `exact`, with a sign also where it is positive. */
  signed(value: Figure, unit: string, currency?: string): string;
  day(day: string): string;
  /** In the book's time zone. */
  instant(instant: string): string;
  /** A period by the name that answers have for it. */
  period(name: string): string;
}

const NONE = '–';
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' };

function isMoney(unit: string): boolean {
  return unit === 'money';
}

function isShare(unit: string): boolean {
  return unit === 'ratio';
}

const FORMATS = new Map<string, Format>();

/** The formats of a language and a book, made once: to make them takes longer than to write a hundred figures, and each cell asks. */
export function formatsOf(language: Language, currency: string, timeZone: string): Format {
  const key = `${language} ${currency} ${timeZone}`;
  const made = FORMATS.get(key) ?? formatOf(language, currency, timeZone);
  FORMATS.set(key, made);
  return made;
}

export function formatOf(language: Language, currency: string, timeZone: string): Format {
  const locale = LOCALES[language];
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const quotient = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const exactShare = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 });
  const change = new Intl.NumberFormat(locale, { maximumFractionDigits: 6, signDisplay: 'exceptZero' });
  const whole = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 });
  const shareChange = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 4,
    signDisplay: 'exceptZero',
  });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' });
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });

  // Decimals are formatted from their text, so that not a digit is lost.
  const exact = (value: string | number, format: Intl.NumberFormat): string => format.format(value as `${number}`);
  const orNone = (value: Figure, write: (value: string | number) => string): string =>
    value === null || value === undefined || value === '' ? NONE : write(value);
  const moneyIn = (value: Figure, of = currency, digits: Digits = 'coins'): string =>
    orNone(value, (some) => exact(some, moneyFormat(locale, of === '' ? currency : of, digits)));

  const format: Format = {
    figure: (value, { type, unit, currency: of }) => {
      if (isMoney(unit)) return moneyIn(value, of);
      if (type === 'number') return orNone(value, (some) => exact(some, isShare(unit) ? share : quotient));
      return orNone(value, (some) => exact(some, plain));
    },
    exact: (value, { type, unit, currency: of }) => {
      if (isMoney(unit)) return moneyIn(value, of, 'exact');
      return orNone(value, (some) => exact(some, type === 'number' && isShare(unit) ? exactShare : plain));
    },
    count: (value) => orNone(value, (some) => exact(some, plain)),
    money: (value, of) => moneyIn(value, of),
    rounded: (value) => orNone(value, (some) => exact(some, whole)),
    percent: (value) => orNone(value, (some) => exact(some, share)),
    signed: (value, unit, of) => {
      if (isMoney(unit)) return moneyIn(value, of, 'signed');
      return orNone(value, (some) => exact(some, isShare(unit) ? shareChange : change));
    },
    day: (day) => (day === '' ? NONE : dates.format(new Date(`${day.slice(0, 10)}T00:00:00Z`))),
    instant: (instant) => times.format(new Date(instant)),
    period: (name) => {
      if (/^\d{4}-\d\d-\d\d$/.test(name)) return format.day(name);
      return /^\d{4}-\d\d$/.test(name) ? months.format(new Date(`${name}-01T00:00:00Z`)) : name;
    },
  };
  return format;
}

/** To the smallest coin, to the last decimal there can be, or that with a sign. */
type Digits = 'coins' | 'exact' | 'signed';

/** Amounts have up to that many decimals. */
const MOST_DECIMALS = 6;
const MONEY_FORMATS = new Map<string, Intl.NumberFormat>();

/** Symbols are those that tell dollars of one country from those of another: a book may have both. */
function moneyFormat(locale: string, currency: string, digits: Digits): Intl.NumberFormat {
  const key = `${locale} ${currency} ${digits}`;
  const found = MONEY_FORMATS.get(key);
  if (found !== undefined) return found;
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    ...(digits !== 'coins' && { maximumFractionDigits: MOST_DECIMALS }),
    ...(digits === 'signed' && { signDisplay: 'exceptZero' }),
  });
  MONEY_FORMATS.set(key, made);
  return made;
}
