import { compareText } from '#kernel/compare.js';
import { firstFrom, type Touch } from './history.js';

/** Calendar days before a purchase in which an interaction counts as one that led to it. */
const TOUCH_DAYS = 90;

/** Labels of a fact by itself, not of the whole day: channels of the first and the last interaction that led to it. */
export const TOUCH_LABELS = ['first_touch', 'last_touch'] as const;
export type TouchLabel = (typeof TOUCH_LABELS)[number];

/** What led to the facts of a day: the first and the last touch of the days before it, and all of the day itself. */
export interface Touches {
  readonly first: Touch | undefined;
  readonly last: Touch | undefined;
  readonly own: readonly Touch[];
}

export const NO_TOUCHES: Touches = { first: undefined, last: undefined, own: [] };

export function isOfTouches(name: string): name is TouchLabel {
  return name === 'first_touch' || name === 'last_touch';
}

/** Keeps a touch in the order of time, of one moment by channel; or takes one back. */
export function addTouch(list: Touch[], touch: Touch, sign: 1 | -1): void {
  let index = firstFrom(list, touch.day);
  while (index < list.length && order(list[index] as Touch, touch) < 0) index++;
  const found = list[index];
  if (sign === 1) list.splice(index, 0, touch);
  else if (found !== undefined && order(found, touch) === 0) list.splice(index, 1);
}

function order(a: Touch, b: Touch): number {
  return a.at - b.at || compareText(a.channel, b.channel);
}

/** @param list in the order of time */
export function touchesOf(list: readonly Touch[], day: number): Touches {
  if (list.length === 0) return NO_TOUCHES;
  const [from, on, after] = [day - TOUCH_DAYS, day, day + 1].map((edge) => firstFrom(list, edge)) as [
    number,
    number,
    number,
  ];
  if (from === after) return NO_TOUCHES;
  return {
    first: from < on ? list[from] : undefined,
    last: from < on ? list[on - 1] : undefined,
    own: list.slice(on, after),
  };
}

export function sameTouches(a: Touches, b: Touches): boolean {
  if (a === b) return true;
  return (
    a.first?.channel === b.first?.channel &&
    a.last?.channel === b.last?.channel &&
    a.own.length === b.own.length &&
    a.own.every((touch, i) => order(touch, b.own[i] as Touch) === 0)
  );
}

/** The channel of the first or the last touch up to an instant; `''` without any. */
export function touchOf(name: TouchLabel, { first, last, own }: Touches, at: string | undefined): string {
  if (at === undefined) return '';
  const moment = Date.parse(at);
  const before = own.filter((touch) => touch.at <= moment);
  const touch = name === 'first_touch' ? (first ?? before[0]) : (before.at(-1) ?? last);
  return touch?.channel ?? '';
}
