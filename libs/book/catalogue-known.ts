import type { Catalogue } from '#figures/catalogue.js';
import { withCustom } from '#figures/custom/with-custom.js';
import type { ViewStore } from '#kernel/ports/views.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Moment } from '#kernel/time/moment.js';
import { CATALOGUE, namesCustom } from '#subjects/catalogue.js';
import { definitionsKnown } from '#subjects/metrics/definitions.js';
import { segmentsIn } from '#subjects/segments/dimension/segments-in.js';
import { withSegments } from '#subjects/segments/dimension/with-segments.js';
import { isNarrowedNow } from './access/narrowing.js';
import { showsWhole } from './access/principal.js';
import { answered, type Clocks, type Shown } from './answered.js';
import type { Book } from './book.js';

/**
 * The catalogue with the metrics that callers had defined by a time, with all that are recorded where none is named; and with the segments
 * that something said goes by. @throws Problem `restricted` for segments to whoever sees a part only: their rules are about all there is
 */
async function catalogueKnown(
  views: ViewStore,
  calendar: Calendar,
  knownAt: Moment | undefined,
  said?: unknown,
): Promise<Catalogue> {
  if (isNarrowedNow() && segmentsIn(said).length > 0) throw showsWhole();
  const catalogue = await withSegments(CATALOGUE, said, { views, calendar }, knownAt);
  return withCustom(catalogue, await definitionsKnown({ views, calendar }, knownAt));
}

/** Whether something said names what callers made. */
function namesOwn(said: unknown): boolean {
  return namesCustom(said) || segmentsIn(said).length > 0;
}

/** That of the read models which a question is answered from, as known when the question says. */
export function catalogueShown(
  { model, knownAt }: Pick<Shown, 'model' | 'knownAt'>,
  { calendar }: Book,
  said?: unknown,
) {
  return catalogueKnown(model.views, calendar, knownAt === undefined ? undefined : { day: knownAt }, said);
}

/** That of everything recorded when it is asked for: the read models are waited for. @throws Problem `not-yet-projected` */
export async function catalogueNow(
  { models, log, calendar }: Pick<Book, 'models' | 'log' | 'calendar'>,
  said?: unknown,
) {
  await models.waitFor(await log.tail());
  return models.use(undefined, ({ views }) => catalogueKnown(views, calendar, undefined, said));
}

/** That of the read models that are served. */
export function catalogueServed({ models, calendar }: Book): Promise<Catalogue> {
  return models.use(undefined, ({ views }) => catalogueKnown(views, calendar, undefined));
}

/** That of the read models from which something said is answered: just the built-in metrics where it names nothing of callers. */
export async function catalogueAsked(said: unknown, clocks: Clocks, book: Book): Promise<Catalogue> {
  if (!namesOwn(said)) return CATALOGUE;
  return answered(book, clocks, (shown) => catalogueShown(shown, book, said));
}

/** That known at a time, for something said: just the built-in metrics where it names nothing of callers. */
export async function catalogueFor(said: unknown, { models, calendar }: Book, knownAt?: Moment): Promise<Catalogue> {
  if (!namesOwn(said)) return CATALOGUE;
  return models.use(undefined, ({ views }) => catalogueKnown(views, calendar, knownAt, said));
}
