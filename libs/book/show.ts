import type { Policies } from '#subjects/policies/policy.js';
import type { Moment } from '#kernel/time/moment.js';
import { answered, momentOf, todayOf, type Clocks } from './answered.js';
import type { Book } from './book.js';
import type { Model } from './model.js';
import type { HeldAnswer } from './reading/readers.js';
import { readNamed, type Asked } from './reading/reads.js';

/** One of the reads that subjects offer, as a caller asks it. */
export interface AskedShow {
  /** Its name. */
  readonly read: string;
  /** Of the thing that its path names; empty where it names none. */
  readonly id: string;
  readonly clocks: Clocks;
  /** As its parameters are declared, defaults put in. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Shows a thing, or a list of them, from what its subject says answers it. @throws Problem, such as `not-found` or `replay-needed` */
export function show(book: Book, asked: AskedShow): Promise<HeldAnswer<object>> {
  return shown(book, asked, (model, question) => model.json('show', question));
}

/** The same answer, to go on with. @throws Problem as `show` */
export function showValue(book: Book, asked: AskedShow): Promise<object> {
  return shown(book, asked, (model, question) => model.read('show', question));
}

async function shown<Answer>(
  book: Book,
  { read, id, clocks, parameters }: AskedShow,
  run: (model: Model, question: Asked<'show'>) => Promise<Answer>,
): Promise<Answer> {
  const { answeredFrom } = readNamed(read);
  const { limit: _limit, cursor: _cursor, ...whole } = parameters;
  const common = { id, parameters, today: todayOf(book), asked: { id, ...clocks, ...whole } };
  const on = (model: Model, asOf: Moment, knownAt?: Moment, policies?: Policies): Promise<Answer> =>
    run(model, {
      read,
      asked: { ...common, asOf, ...(knownAt !== undefined && { knownAt }) },
      ...(policies !== undefined && { policies }),
    });
  const asOf = momentOf(book, 'asOf', clocks.asOf);
  const knownAt = momentOf(book, 'knownAt', clocks.knownAt);
  const isReplayed = clocks.replay !== undefined || [asOf, knownAt].some((moment) => moment?.instant !== undefined);
  if (answeredFrom === 'figures' || (answeredFrom === 'histories' && isReplayed))
    return answered(book, clocks, ({ model, ...cut }) =>
      on(model, { day: cut.asOf }, cut.knownAt === undefined ? undefined : { day: cut.knownAt }),
    );
  const policies = answeredFrom && (await book.models.policiesKnown(knownAt)).policies;
  return book.models.use(undefined, (model) => on(model, asOf ?? { day: common.today }, knownAt, policies));
}
