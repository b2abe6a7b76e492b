import { withDays, type AskedDays } from '#figures/days.js';
import type { FiguresQuestion } from '#figures/figures.js';
import { answered, type Clocks } from './answered.js';
import type { Book } from './book.js';
import { catalogueShown } from './catalogue-known.js';
import type { HeldAnswer } from './reading/readers.js';
import type { Answered } from './reading/reads.js';

/** Which figures are asked for: all of some days, in periods of a grain. */
export interface AskedFigures extends Clocks, AskedDays, Pick<FiguresQuestion, 'grain'> {}

/** Answers `/v1/figures`. */
export function figures(book: Book, asked: AskedFigures): Promise<HeldAnswer<Answered<'figures'>>> {
  return answered(book, asked, async (shown) => {
    const { model, asOf, knownAt, today } = shown;
    const { defined } = await catalogueShown(shown, book);
    const { from, to = asOf, grain } = withDays(asked, asOf, book.calendar.fiscalStart);
    return model.json('figures', {
      to,
      asOf,
      today,
      ...(from !== undefined && { from }),
      ...(grain !== undefined && { grain }),
      ...(knownAt !== undefined && { knownAt }),
      ...(defined.length > 0 && { defined }),
    });
  });
}
