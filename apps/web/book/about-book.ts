import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CallOptions, Metric, SharedAnswer } from '#client/index.js';
import { wantsKey } from '../asking/own-key.js';
import { server } from '../asking/server.js';
import { monthEnd } from './calendar.js';

/** What the page has to know of a book before it shows anything of it. */
export interface AboutBook {
  /** As it was known at. */
  readonly position: string;
  readonly currency: string;
  readonly fiscalStart: number;
  /** In which its days begin and end, such as `Europe/Paris`. */
  readonly timeZone: string;
  /** In the book's time zone. */
  readonly today: string;
  /** The first day that anything happened on; today in an empty book. */
  readonly first: string;
  /** The last day of the last month that anything happened in, or today where that is not over. */
  readonly last: string;
  readonly isEmpty: boolean;
  readonly metrics: readonly Metric[];
}

/** Months in which nothing was recorded but what has no customer and no sale are no start. */
const SIGNS = ['orders', 'customers.registered', 'interactions', 'opportunities.opened'] as const;

/** @param token of a link, where that is looked at: whoever has one needs no key */
export async function aboutBook(signal: AbortSignal, token: string | undefined): Promise<AboutBook> {
  try {
    return await wholeBook({ signal });
  } catch (error) {
    if (token === undefined || !wantsKey(error)) throw error;
    return strangersBook(await server.answerShared(token, {}, { signal }));
  }
}

async function wholeBook(options: CallOptions): Promise<AboutBook> {
  const [{ metrics }, { book }, months] = await Promise.all([
    server.listMetrics(options),
    server.showMe({}, options),
    server.query({ metrics: SIGNS, grain: 'month' }, options),
  ]);
  const today = months.meta.asOf.slice(0, 10);
  const busy = months.rows.filter((row) => SIGNS.some((sign) => row[sign] !== 0));
  const lastMonth = busy.at(-1)?.['month'];
  const end = typeof lastMonth === 'string' ? monthEnd(`${lastMonth}-01`) : today;
  const firstMonth = busy[0]?.['month'];
  return {
    ...book,
    position: months.meta.position,
    today,
    first: typeof firstMonth === 'string' ? `${firstMonth}-01` : today,
    last: end < today ? end : today,
    isEmpty: busy.length === 0,
    metrics,
  };
}

/** Stands where no amount is shown: what no currency is called. */
const NO_CURRENCY = 'XXX';

/** What whoever has no key knows of a book by a link to one of its answers. */
function strangersBook({ tiles }: SharedAnswer): AboutBook {
  const meta = tiles.find(({ answer }) => answer !== null)?.answer?.meta;
  const today = (meta?.asOf ?? new Date().toISOString()).slice(0, 10);
  const known = { position: meta?.position ?? '0', currency: meta?.currency ?? NO_CURRENCY, metrics: [] };
  return { ...known, fiscalStart: 1, timeZone: 'UTC', today, first: today, last: today, isEmpty: false };
}

export const BookContext = createContext<AboutBook | undefined>(undefined);

/** @throws where no book is shown yet: the shell shows nothing of it before */
export function useBook(): AboutBook {
  const book = useContext(BookContext);
  if (book === undefined) throw new Error('nothing is known of the book yet');
  return book;
}
