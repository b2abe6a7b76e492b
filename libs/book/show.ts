import { tableOf } from '#subjects/read.js';
import type { Table } from '#kernel/table.js';
import type { Policies } from '#subjects/policies/policy.js';
import type { Moment } from '#kernel/time/moment.js';
import { isNarrowedNow } from './access/narrowing.js';
import { answered, momentOf, todayOf, type Clocks } from './answered.js';
import type { Book } from './book.js';
import type { Model } from './model.js';
import { onOneDay, pagedTable, ROWS_A_PAGE } from './paged-table.js';
import type { HeldAnswer } from './reading/readers.js';
import { readNamed, type Asked } from './reading/reads.js';
import { Tabular } from './tabular.js';

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

/** Shows a thing, or a list of them, from what its subject says answers it. Its answer fails with a Problem, such as `not-found` or `replay-needed`. */
export function show(book: Book, asked: AskedShow): Tabular<HeldAnswer<object>> {
  return new Tabular(
    () => shown(book, asked, (model, question) => model.json('show', question)),
    () => showTable(book, asked),
  );
}

/** The same answer, to go on with. @throws Problem as `show` */
export function showValue(book: Book, asked: AskedShow): Promise<object> {
  return shown(book, asked, (model, question) => model.read('show', question));
}

/** Of a list that is answered in pages, all of them. */
function showTable(book: Book, asked: AskedShow): Promise<Table> {
  const read = readNamed(asked.read);
  const { limit: _limit, cursor: _cursor, ...parameters } = asked.parameters;
  const list = tableOf(read, parameters);
  if (list === undefined) throw new Error(`${asked.read} is no table`);
  const clocks = onOneDay(book, asked.clocks);
  const limit = 'limit' in read.parameters.properties ? { limit: ROWS_A_PAGE } : {};
  return pagedTable(
    book,
    {
      name: [read.path, clocks.asOf].join('_'),
      columns: list.columns,
      asked: { [read.path]: parameters, ...asked.clocks },
      clocks,
    },
    (cursor) => {
      const page = { ...parameters, ...limit, ...(cursor !== undefined && { cursor }) };
      return shown(book, { ...asked, clocks, parameters: page }, async (model, question) => {
        const found: object & { readonly next?: string | null } = await model.read('show', question);
        const { next = null } = found;
        return { rows: list.rowsOf(found), next, from: model };
      });
    },
  );
}

async function shown<Answer>(
  book: Book,
  { read, id, clocks, parameters }: AskedShow,
  run: (model: Model, question: Asked<'show'>) => Promise<Answer>,
): Promise<Answer> {
  const { answeredFrom } = readNamed(read);
  const { limit: _limit, cursor: _cursor, ...whole } = parameters;
  const common = {
    id,
    parameters,
    today: todayOf(book),
    now: book.clock().toISOString(),
    asked: { id, ...clocks, ...whole },
  };
  const on = (model: Model, asOf: Moment, knownAt?: Moment, policies?: Policies): Promise<Answer> =>
    run(model, {
      read,
      asked: { ...common, asOf, ...(knownAt !== undefined && { knownAt }) },
      ...(policies !== undefined && { policies }),
    });
  const asOf = momentOf(book, 'asOf', clocks.asOf);
  const knownAt = momentOf(book, 'knownAt', clocks.knownAt);
  const isReplayed = clocks.replay !== undefined || [asOf, knownAt].some((moment) => moment?.instant !== undefined);
  // Whoever sees a part only is shown what the facts say of it.
  const isOfFacts = answeredFrom === 'figures' || (answeredFrom !== undefined && isNarrowedNow());
  if (isOfFacts || (answeredFrom === 'histories' && isReplayed))
    return answered(book, clocks, ({ model, ...cut }) =>
      on(model, { day: cut.asOf }, cut.knownAt === undefined ? undefined : { day: cut.knownAt }),
    );
  const policies = answeredFrom && (await book.models.policiesKnown(knownAt)).policies;
  return book.models.use(undefined, (model) => on(model, asOf ?? { day: common.today }, knownAt, policies));
}
