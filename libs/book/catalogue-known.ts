import type { Catalogue } from '#figures/catalogue.js';
import { withCustom } from '#figures/custom/with-custom.js';
import type { ViewStore } from '#kernel/ports/views.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Moment } from '#kernel/time/moment.js';
import { CATALOGUE, namesCustom } from '#subjects/catalogue.js';
import { definitionsKnown } from '#subjects/metrics/definitions.js';
import { answered, type Clocks, type Shown } from './answered.js';
import type { Book } from './book.js';

/** The catalogue with the metrics that callers had defined by a time; with all that are recorded where none is named. */
async function catalogueKnown(views: ViewStore, calendar: Calendar, knownAt?: Moment): Promise<Catalogue> {
  return withCustom(CATALOGUE, await definitionsKnown({ views, calendar }, knownAt));
}

/** That of the read models which a question is answered from, as known when the question says. */
export function catalogueShown({ model, knownAt }: Pick<Shown, 'model' | 'knownAt'>, { calendar }: Book) {
  return catalogueKnown(model.views, calendar, knownAt === undefined ? undefined : { day: knownAt });
}

/** That of everything recorded when it is asked for: the read models are waited for. @throws Problem `not-yet-projected` */
export async function catalogueNow({ models, log, calendar }: Pick<Book, 'models' | 'log' | 'calendar'>) {
  await models.waitFor(await log.tail());
  return models.use(undefined, ({ views }) => catalogueKnown(views, calendar));
}

/** That of the read models that are served. */
export function catalogueServed({ models, calendar }: Book): Promise<Catalogue> {
  return models.use(undefined, ({ views }) => catalogueKnown(views, calendar));
}

/** That of the read models from which something said is answered: just the built-in metrics where it names none of callers. */
export async function catalogueAsked(said: unknown, clocks: Clocks, book: Book): Promise<Catalogue> {
  if (!namesCustom(said)) return CATALOGUE;
  return answered(book, clocks, (shown) => catalogueShown(shown, book));
}

/** That known at a time, for something said: just the built-in metrics where it names none of callers. */
export async function catalogueFor(said: unknown, { models, calendar }: Book, knownAt?: Moment): Promise<Catalogue> {
  if (!namesCustom(said)) return CATALOGUE;
  return models.use(undefined, ({ views }) => catalogueKnown(views, calendar, knownAt));
}
