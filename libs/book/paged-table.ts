import { aboutState } from '#figures/answer-table.js';
import type { Row, Table } from '#kernel/table.js';
import { formatDay } from '#kernel/time/calendar.js';
import { askedAs, principal } from './access/principal.js';
import { todayOf, type Clocks } from './answered.js';
import { askedBy, askerSignal } from './reading/asker.js';
import type { Book } from './book.js';
import type { Model } from './model.js';

/** Rows that are worked out at a time: a page costs as much as all of them where they are ranked, and is held in memory. */
export const ROWS_A_PAGE = 20_000;

/** A page of a list, and what the next one is asked for with. */
export interface Page {
  readonly rows: readonly Row[];
  readonly next?: string | null;
  /** What it was answered from. */
  readonly from: Pick<Model, 'definitions'>;
}

/** What is asked page by page, all of it as of the day on which it begins; a replay has a day of its own. */
export function onOneDay<Asked extends Clocks>(book: Book, asked: Asked): Asked {
  return asked.replay === undefined ? { ...asked, asOf: asked.asOf ?? formatDay(todayOf(book)) } : asked;
}

/**
 * A list as a table that is answered page by page, each when its rows are taken. The first page is asked for at once: so whatever there is to refuse is refused before a row is given.
 * @param asked the question without its page
 */
export async function pagedTable(
  book: Book,
  { asked, clocks, ...table }: Pick<Table, 'name' | 'columns'> & { readonly asked: object; readonly clocks: Clocks },
  ask: (cursor: string | undefined) => Promise<Page>,
): Promise<Table> {
  const begun = book.models.position;
  const asker = askerSignal();
  const who = principal();
  const first = await ask(undefined);
  const { definitions } = first.from;
  // Whoever takes the rows may do it elsewhere: they are still for who asked, and of what that one sees.
  const forAsker = <Result>(run: () => Result): Result => askedBy(asker, () => askedAs(who, run));
  const next = ({ next }: Page): Promise<Page> => forAsker(() => ask(next ?? undefined));
  const told = (position: number): Promise<string> => forAsker(() => book.narrowing.shown(position));
  const toldFirst = await told(begun);
  let position = toldFirst;
  async function* pages(): AsyncGenerator<readonly Row[]> {
    for (let page = first; ; page = await next(page)) {
      yield page.rows;
      if (page.next === undefined || page.next === null) break;
    }
    // Facts may have arrived between two pages.
    const ended = book.models.position;
    if (ended !== begun) position = `${toldFirst} to ${await told(ended)}`;
  }
  const about: Table['about'] = () =>
    aboutState({
      asked,
      asOf: clocks.asOf ?? 'as the replay',
      knownAt: clocks.knownAt ?? null,
      position,
      definitions,
    });
  return { ...table, pages: pages(), about };
}
