import { Value } from 'typebox/value';
import { createProjection } from '#book/projecting/projection.js';
import { foldInto } from '#engine/fold.js';
import { TIMES } from '#engine/schedule/schedule.js';
import { answer, answerRows } from '#figures/answer.js';
import { parseQuestion } from '#figures/question.js';
import { gathered } from '#figures/together/gathered.js';
import { Calendar } from '#kernel/time/calendar.js';
import { Ledger } from '#ledger/ledger.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { CATALOGUE, contentRules } from '#subjects/catalogue.js';
import { DEFAULT_POLICIES } from '#subjects/policies/policy.js';
import type { AskedRead } from '#subjects/read.js';
import type { Fact, Ground } from '#subjects/reactions.js';
import {
  COMMANDS,
  EVENT_TYPES,
  OWN_COMMANDS,
  SUBJECT_READS,
  timelineEffect as effectOf,
  VIEW_SCHEMA,
} from '#subjects/tables.js';
import { MemoryViews } from '#views-memory/memory-views.js';

const CALENDAR = new Calendar('UTC', 1);
const DEFINITIONS = { lifecycle: 'default', tiers: 'default' };

/** A whole book in memory, by its own ledger, projection, reads and figures; its clock stands where it is put. */
export class AlertBook {
  readonly calendar = CALENDAR;
  readonly log = new MemoryEventLog(() => this.now());
  outbox = new MemoryOutbox();
  time = Date.parse('2024-02-26T08:00:00Z');
  private views = new MemoryViews(VIEW_SCHEMA);
  private projecting: Promise<unknown> = Promise.resolve();

  now(): Date {
    return new Date(this.time);
  }

  get today(): number {
    return this.calendar.dayOf(this.now().toISOString());
  }

  /** What one process records by: it remembers streams, and others append to them. */
  ledger(): (fact: Fact) => ReturnType<Ledger['record']> {
    const rules = contentRules(async () => CATALOGUE);
    const { log, calendar } = this;
    const ledger = new Ledger({ log, commands: COMMANDS, calendar, currency: 'USD', rules, clock: () => this.now() });
    return ({ type, data }) => {
      const own = OWN_COMMANDS[type];
      return own === undefined ? ledger.record(type, data) : ledger.take(own, data);
    };
  }

  /** How far the figures cover the log. */
  covered(): Promise<number> {
    return this.views.checkpoint(0);
  }

  /** Has the figures cover the log up to a position; all of it unless given. */
  project(upTo?: number): Promise<void> {
    return this.oneByOne(async () => this.fold(this.views, upTo ?? (await this.log.tail())));
  }

  /** The read models anew, from the log; then those there were are gone. Figures never go back by it. */
  rebuild(): Promise<void> {
    return this.oneByOne(async () => {
      const views = new MemoryViews(VIEW_SCHEMA);
      await this.fold(views, await this.covered());
      this.views = views;
    });
  }

  /** Read models of a log that was put back to an earlier day. */
  forgetFigures(): void {
    this.views = new MemoryViews(VIEW_SCHEMA);
  }

  /** What reactions may ask. @param outside what every question waits for, before and after */
  ground(outside: <Answer>(run: () => Promise<Answer>) => Promise<Answer>): Ground {
    const { calendar } = this;
    return {
      calendar,
      currency: 'USD',
      now: () => this.now(),
      settled: () => outside(() => this.project()),
      ranUpTo: (scheduled) =>
        outside(async () => {
          const at = await this.outbox.checkpoint(TIMES + scheduled);
          return at === undefined ? undefined : new Date(at).toISOString();
        }),
      metric: async (name) => CATALOGUE.metrics.get(name),
      readings: () => Promise.reject(new Error('the system is not watched here')),
      query: (question) => outside(() => answer(parseQuestion(question, CATALOGUE), this.views, this.context)),
      rows: (questions) =>
        outside(() => {
          const views = gathered(this.views);
          return Promise.all(
            questions.map(async (question) => {
              const { rows, position } = await answerRows(parseQuestion(question, CATALOGUE), views, this.context);
              return { rows, position: Number(position) };
            }),
          );
        }),
      tiles: () => Promise.reject(new Error('nothing is reported here')),
      answers: () => Promise.reject(new Error('nothing is reported here')),
      read: (name, id, _days, asked = {}) => outside(() => this.shown(name, id, asked)),
    };
  }

  private get context() {
    const { today } = this;
    return { today, fiscalStart: 1, currency: 'USD', catalogue: CATALOGUE, definitions: DEFINITIONS };
  }

  private async shown(name: string, id: string, asked: object): Promise<unknown> {
    const read = SUBJECT_READS[name];
    if (read === undefined) throw new Error(`no subject offers ${name}`);
    const { today, calendar } = this;
    const parameters: unknown = Value.Default(read.parameters, { ...asked });
    const question = { id, parameters, asOf: { day: today }, today, now: this.now().toISOString(), asked: {} };
    return read.answer(question as AskedRead<never>, {
      views: this.views,
      step: () => undefined,
      policies: DEFAULT_POLICIES,
      calendar,
      position: (position) => position,
      catalogue: CATALOGUE,
      currency: 'USD',
      definitions: DEFINITIONS,
      types: EVENT_TYPES,
      effectOf,
    });
  }

  private oneByOne(run: () => Promise<void>): Promise<void> {
    const next = this.projecting.then(run);
    this.projecting = next;
    return next;
  }

  private async fold(views: MemoryViews, to: number): Promise<void> {
    const { log, calendar } = this;
    const projection = createProjection(calendar);
    await foldInto({ log, views, projection, to, dayOf: (instant) => calendar.dayOf(instant) });
  }
}
