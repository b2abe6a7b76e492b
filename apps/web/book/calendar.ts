/** Days as text, `2024-01-31`, and as whole days since 1970, which sliders have. */
const MS_PER_DAY = 86_400_000;

export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY);
}

export function dayText(number: number): string {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayText(dayNumber(day) + days);
}

/** What tells the day of an instant in a time zone: Canada writes days as we do. */
export function dayIn(timeZone: string): (instant: string) => string {
  const days = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone });
  return (instant) => days.format(new Date(instant));
}

/** The first day of the month that is some months after that of a day. */
export function monthStart(day: string, months = 0): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 10);
}

export function monthEnd(day: string): string {
  return addDays(monthStart(day, 1), -1);
}

export function isDay(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** The first and last day of a period by its name, as answers have it; undefined for what is no period. */
export function daysOf(period: string, fiscalStart = 1): readonly [string, string] | undefined {
  if (isDay(period)) return [period, period];
  const months = monthsOf(period, fiscalStart);
  if (months !== undefined) {
    const [first, count] = months;
    return [first, addDays(monthStart(first, count), -1)];
  }
  const [, year, week] = /^(\d{4})-W(\d\d)$/.exec(period) ?? [];
  if (year === undefined || week === undefined) return undefined;
  // ISO 8601: the week with 4 January is the first, and weeks begin on Monday.
  const fourth = dayNumber(`${year}-01-04`);
  const monday = fourth - ((fourth + 3) % 7) + (Number(week) - 1) * 7;
  return [dayText(monday), dayText(monday + 6)];
}

/** The first day of a period that is of whole months, and how many it has. A fiscal year is named after the year it ends in. */
function monthsOf(period: string, fiscalStart: number): readonly [string, number] | undefined {
  const [, fiscal, year = '', quarter, month] = /^(FY)?(\d{4})(?:-Q([1-4])|-(\d\d))?$/.exec(period) ?? [];
  if (year === '') return undefined;
  if (fiscal === undefined) {
    if (month !== undefined) return [`${year}-${month}-01`, 1];
    return [monthStart(`${year}-01-01`, quarter === undefined ? 0 : 3 * (Number(quarter) - 1)), quarter ? 3 : 12];
  }
  const begin = monthStart(`${year}-01-01`, fiscalStart === 1 ? 0 : fiscalStart - 13);
  return quarter === undefined ? [begin, 12] : [monthStart(begin, 3 * (Number(quarter) - 1)), 3];
}
