import type { AboutBook } from '../book/about-book.js';
import { addDays } from '../book/calendar.js';

/** The year that rules are tried on: it ends with today, or in a book that nothing came to for long, where that ended. */
export function yearOf({ last, today }: Pick<AboutBook, 'last' | 'today'>): {
  readonly from: string;
  readonly to: string;
} {
  const to = last < addDays(today, -45) ? last : today;
  return { from: addDays(to, -364), to };
}
