import { IANAZone } from 'luxon';

const MS_PER_DAY = 86_400_000;
/** The days that a date can name: 0001-01-01 to 9999-12-31. */
export const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;
const SLOT = 900_000; // zone offsets change on quarters of an hour only
const REMEMBERED_SLOTS = 20_000;
const REMEMBERED_DAYS = 20_000;
/** In place of the offset of a day in UTC on which it changes. No zone has ever changed twice within a day: four are the least. */
const CHANGES = NaN;

/** `2020-01-31` as days since 1970-01-01; undefined for what is no date. Years 0001 to 9999, proleptic Gregorian. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith('0000')) return undefined;
  const ms = Date.parse(`${text}T00:00:00.000Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  return ms / MS_PER_DAY;
}

/** The inverse of `parseDay`. */
export function formatDay(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

const INSTANT = /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const WITHOUT_OFFSET = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?$/;

/** What is wrong with a text that `Calendar.instant` does not take: a time of which only the offset is missing is told so. */
export function notAnInstant(text: string): string {
  if (WITHOUT_OFFSET.test(text)) return 'has no offset: add Z or +02:00';
  return 'must be an instant such as "2024-02-03T10:30:00Z" or a date such as "2024-02-03"';
}

/** RFC 3339 as milliseconds since 1970; finer fractions are cut off. Undefined for what is no instant; leap seconds are refused. */
function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const [, date = '', hour, minute, second, fraction = '', sign, offsetHour = '0', offsetMinute = '0'] = match;
  const day = parseDay(date);
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const local = day * MS_PER_DAY + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + ms;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  return sign === '-' ? local + offset : local - offset;
}

const months = new Map<number, Month>();

/** The month a day lies in, such as 2020-01, and its number among all months: the difference of two is how many lie between. */
export interface Month {
  readonly name: string;
  readonly number: number;
}

/** Remembered: it is asked for every fact. */
export function monthOf(day: number): Month {
  const known = months.get(day);
  if (known !== undefined) return known;
  if (months.size >= REMEMBERED_DAYS) months.clear();
  const name = formatDay(day).slice(0, 7);
  const month = { name, number: Number(name.slice(0, 4)) * 12 + Number(name.slice(5)) };
  months.set(day, month);
  return month;
}

/** The business calendar: which day, weekday and hour an instant falls in, in one time zone. */
export class Calendar {
  private readonly offsets = new Map<number, number>();
  private readonly offsetsOfDays = new Map<number, number>();
  /** The instant asked for last, which is asked for again for most events, and its local time. */
  private lastInstant = '';
  private lastLocal = NaN;
  private readonly rules: IANAZone | undefined;

  /**
   * @param zone IANA name
   * @param fiscalStart the month, 1 to 12, in which the fiscal year starts
   * @throws RangeError for an unknown zone
   */
  constructor(
    readonly zone: string,
    readonly fiscalStart: number,
  ) {
    if (!IANAZone.isValidZone(zone)) throw new RangeError(`unknown time zone ${zone}`);
    this.rules = zone === 'UTC' ? undefined : IANAZone.create(zone);
  }

  static hasZone(name: string): boolean {
    return IANAZone.isValidZone(name);
  }

  /** The business day of an instant (RFC 3339 in UTC), as days since 1970-01-01. */
  dayOf(instant: string): number {
    return Math.floor(this.localMs(instant) / MS_PER_DAY);
  }

  /** 0 to 23, on the clock of the zone. */
  hourOf(instant: string): number {
    const local = this.localMs(instant);
    return Math.floor((local - Math.floor(local / MS_PER_DAY) * MS_PER_DAY) / 3_600_000);
  }

  /** 1 (Monday) to 7. */
  weekdayOf(day: number): number {
    return ((((day + 3) % 7) + 7) % 7) + 1;
  }

  /**
   * The first moment of a day in UTC: the first at which the clocks of the zone show that day or a later one. Where they skip midnight, or
   * the whole day as Apia did on 2011-12-30, it is the moment after the gap.
   */
  startOf(day: number): string {
    const midnight = day * MS_PER_DAY;
    const sharp = [midnight - MS_PER_DAY, midnight + MS_PER_DAY]
      .map((near) => midnight - this.offsetAt(near))
      .filter((at) => at + this.offsetAt(at) === midnight);
    return new Date(sharp.length > 0 ? Math.min(...sharp) : this.afterGap(midnight)).toISOString();
  }

  /** The first moment at which the clocks show more than a local time that they skip; offsets change at the turn of a slot. */
  private afterGap(local: number): number {
    let at = local - MS_PER_DAY;
    while (at + this.offsetAt(at) < local) at += SLOT;
    return at;
  }

  /**
   * What a caller sent as a time, as RFC 3339 in UTC with milliseconds: an instant, or a date = its start. Undefined for neither, and
   * for an instant on a day that no date can name.
   */
  instant(text: string): string | undefined {
    const day = parseDay(text);
    if (day !== undefined) return this.startOf(day);
    const ms = parseInstant(text);
    if (ms === undefined) return undefined;
    const local = Math.floor((ms + this.offsetAt(ms)) / MS_PER_DAY);
    return local < FIRST_DAY || local > LAST_DAY ? undefined : new Date(ms).toISOString();
  }

  private localMs(instant: string): number {
    if (instant === this.lastInstant) return this.lastLocal;
    const ms = Date.parse(instant);
    this.lastLocal = ms + this.offsetAt(ms);
    this.lastInstant = instant;
    return this.lastLocal;
  }

  private offsetAt(ms: number): number {
    if (this.rules === undefined) return 0;
    const day = Math.floor(ms / MS_PER_DAY);
    const known = this.offsetsOfDays.get(day);
    if (known !== undefined) return Number.isNaN(known) ? this.offsetOfSlot(ms) : known;
    if (this.offsetsOfDays.size >= REMEMBERED_DAYS) this.offsetsOfDays.clear();
    const offset = this.offsetOfSlot(day * MS_PER_DAY);
    this.offsetsOfDays.set(day, offset === this.offsetOfSlot((day + 1) * MS_PER_DAY) ? offset : CHANGES);
    return this.offsetAt(ms);
  }

  private offsetOfSlot(ms: number): number {
    const slot = Math.floor(ms / SLOT);
    const known = this.offsets.get(slot);
    if (known !== undefined) return known;
    if (this.offsets.size >= REMEMBERED_SLOTS) this.offsets.clear();
    const offset = Math.round((this.rules?.offset(slot * SLOT) ?? 0) * 60_000);
    this.offsets.set(slot, offset);
    return offset;
  }
}
