import { join } from 'node:path';
import { AskedViews } from '#engine/views/asked-views.js';
import { LoggedViews } from '#engine/views/logged-views.js';
import { DuckDbFacts } from '#facts-duckdb/duckdb-facts.js';
import { answer, type AnswerContext } from '#figures/answer.js';
import { parseQuestion } from '#figures/question.js';
import { Calendar, parseDay } from '#kernel/time/calendar.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { basisViews } from '#subjects/basis-views.js';
import { MONEY, OF_CUSTOMER, VIEW_SCHEMA } from '#subjects/tables.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { serve } from '../peers/child.js';
import { CopiedChain } from './copied-chain.js';
import type { OursAt } from './ours.js';

/** A process that answers questions as a server does, without HTTP: the same planning, store and index. */
const { folder, copies } = JSON.parse(process.argv[2] ?? '') as OursAt;
const store = SqliteViews.openReader(join(folder, 'views.sqlite'), VIEW_SCHEMA);
const chain = copies === 1 ? store : new CopiedChain(store, copies);
const index = new DuckDbFacts(join(folder, `index-${String(copies)}`, 'facts.duckdb'), VIEW_SCHEMA, chain);
const ON = { calendar: new Calendar('UTC', 1), currency: 'USD', money: MONEY, ofCustomer: OF_CUSTOMER };
// What an event said, rates among it, is in the log only.
const logged = new LoggedViews(store, SqliteEventLog.openReader(join(folder, 'log.sqlite')));
const context: AnswerContext = {
  today: parseDay('2025-02-01') as number,
  fiscalStart: 1,
  currency: 'USD',
  catalogue: CATALOGUE,
  definitions: { lifecycle: '', tiers: '' },
};
await index.follow();

serve(
  async ({ question }) => {
    // As a server does: one state of the facts for all of a question, let go when it is answered.
    const state = index.hold(await index.follow());
    const views = basisViews(new AskedViews(logged, state), ON);
    const { rows } = await answer(parseQuestion(question, CATALOGUE), views, context).finally(() => void state.close());
    const { grain, by = [], metrics } = question;
    const columns = [...(grain === undefined ? [] : [grain]), ...by, ...metrics];
    return rows.map((row) => columns.map((column) => String(row[column])));
  },
  async () => {
    await index.close();
    await logged.close();
  },
);
