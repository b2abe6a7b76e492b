import { beforeEach, describe, expect, it } from '@jest/globals';
import { Problem } from '#kernel/problem.js';
import { Desk } from '#testing/desk.js';
import { stillGround } from '#testing/still-ground.js';
import type { Fact, Ground, TileAnswered } from '../reactions.js';
import { OWN_COMMANDS } from '../tables.js';
import { dueReports, mayBeDue, type ListedSchedule } from './due-reports.js';
import type { ReportTold } from './last-runs.js';
import type { ReportEvent } from './report.events.js';

const BEGUN = '2024-02-10T12:00:00.000Z';
const schedule: ListedSchedule = {
  id: 'daily',
  version: 1,
  recordedAt: BEGUN,
  title: 'The day',
  question: 'q',
  every: 'day',
  at: '08:00',
  timeZone: 'UTC',
  format: 'csv',
  channels: ['desk'],
  language: 'en',
};

/** A book with one schedule, whose runs are recorded, and whose one question has the figure that a test says. */
class Book {
  readonly desk = new Desk();
  figure = (_asOf: string): string | Problem => '1';
  meaning = 'sales that stand';
  versions: readonly object[] = [];
  at = BEGUN;

  async open(): Promise<this> {
    this.desk.now = BEGUN;
    await this.desk.record('SetQuestion', {
      id: 'q',
      title: 'Q',
      question: { metrics: ['orders'] },
      chart: { kind: 'kpi' },
    });
    const { id, title, every, at, timeZone, format } = schedule;
    await this.desk.record('SetSchedule', { id, title, question: 'q', every, at, timeZone, format, channels: [] });
    return this;
  }

  ground(): Ground {
    return {
      ...stillGround({ now: this.at, figure: () => '0' }),
      now: () => new Date(this.at),
      tiles: async () => [{ title: 'Q', chart: { kind: 'kpi' }, question: { metrics: ['orders'] } }],
      answers: async (questions) => questions.map((question) => this.answered(question as { readonly asOf: string })),
      read: async (name) => {
        const runs = await this.events();
        if (name === 'listScheduleRuns') return { runs: runs.map(({ data }) => data).toReversed() };
        if (name === 'listScheduleVersions') return { versions: this.versions, next: null };
        const last = runs.findLast(({ type }) => type === 'ReportRun');
        if (last === undefined) throw new Problem('not-found', 'it has reported nothing yet');
        return last.data;
      },
    };
  }

  async events(): Promise<readonly ReportEvent[]> {
    return (await this.desk.log.readStream('report-daily')) as object as readonly ReportEvent[];
  }

  /** As it is listed when its runs are known. */
  async listed(more: Partial<ListedSchedule> = {}): Promise<ListedSchedule> {
    const last = (await this.events()).at(-1)?.data;
    return { ...schedule, ...more, ...(last !== undefined && { lastRun: last as object as ReportTold }) };
  }

  async look(at: string, more: Partial<ListedSchedule> = {}): Promise<readonly Fact[]> {
    this.at = at;
    this.desk.now = at;
    const issues = await dueReports(await this.listed(more), Date.parse(at), this.ground());
    return issues.flatMap((issue) => ('command' in issue ? [issue.command] : []));
  }

  async record(facts: readonly Fact[]): Promise<void> {
    for (const { type, data } of facts) {
      const command = OWN_COMMANDS[type];
      if (command === undefined) throw new Error(`no subject has ${type}`);
      await this.desk.ledger.take(command, data);
    }
  }

  private answered({ asOf }: { readonly asOf: string }): TileAnswered {
    const figure = this.figure(asOf);
    if (figure instanceof Problem) {
      const { code, detail, status } = figure;
      return { problem: { type: '', title: '', code, detail, status } };
    }
    const definitions = { lifecycle: 'default', tiers: 'default' };
    return {
      answer: {
        columns: [{ name: 'orders', type: 'integer', unit: 'orders' }],
        rows: [{ orders: figure }],
        totals: { orders: figure },
        meta: { position: '7', asOf, knownAt: null, definitions, incomplete: [], currency: 'EUR' },
      },
      meanings: { orders: this.meaning },
    };
  }
}

let book: Book;
beforeEach(async () => {
  book = await new Book().open();
});

const inWords = (events: readonly ReportEvent[]): readonly string[] =>
  events.map(({ type, data }) => `${type} ${String(data.run)} ${data.period}${data.madeUp ? ' made up' : ''}`);

describe('reports that are due', () => {
  it('are none before the first time after the schedule was said', async () => {
    expect(await book.look('2024-02-11T07:59:59Z')).toEqual([]);
    await book.record(await book.look('2024-02-11T08:00:01Z'));
    expect(inWords(await book.events())).toEqual(['ReportRun 1 2024-02-10']);
    expect(await book.look('2024-02-11T08:01:01Z')).toEqual([]);
  });

  it('are made up for after three months: the last 12, in order, and say so', async () => {
    await book.record(await book.look('2024-05-10T12:00:00Z'));
    const events = await book.events();
    expect(events).toHaveLength(12);
    expect(inWords([...events.slice(0, 2), ...events.slice(-1)])).toEqual([
      'ReportRun 1 2024-04-28 made up',
      'ReportRun 2 2024-04-29 made up',
      'ReportRun 12 2024-05-09 made up',
    ]);
    const notes = events.map((event) => (event.type === 'ReportRun' ? event.data.notes : []));
    expect(notes[0]).toEqual([
      'Made up: this report was due 2024-04-29 08:00 (UTC) and was not made then.',
      'Of the reports that were missed, those before the last 12 are left out.',
    ]);
    expect(notes[1]).toEqual([
      'Made up: this report was due 2024-04-30 08:00 (UTC) and was not made then.',
      'Nothing has changed in the figures of 2024-04-28 since they were reported (run 1).',
    ]);
  });

  it('are there once where two make them at the same time of different figures', async () => {
    const facts: Fact[][] = [];
    for (const figure of ['1', '2']) {
      book.figure = () => figure;
      facts.push([...(await book.look('2024-02-13T08:00:30Z'))]);
    }
    const [one = [], other = []] = facts;
    for (const [i, fact] of one.entries()) {
      await book.record([fact]);
      await book.record(other.slice(i, i + 1));
    }
    await book.record(other);
    const events = await book.events();
    expect(inWords(events)).toEqual([
      'ReportRun 1 2024-02-10 made up',
      'ReportRun 2 2024-02-11 made up',
      'ReportRun 3 2024-02-12',
    ]);
    expect(new Set(events.map(({ data }) => 'digest' in data && data.digest)).size).toBe(1);
  });

  it('begin with what has changed in the figures that were reported last', async () => {
    await book.record(await book.look('2024-02-11T08:00:01Z'));
    book.figure = (asOf) => (asOf === '2024-02-10' ? '3' : '5');
    await book.record(await book.look('2024-02-12T08:00:01Z'));
    const last = (await book.events()).at(-1);
    expect(last?.data).toMatchObject({
      notes: ['Since 2024-02-10 was reported (run 1), its figures have changed.'],
      changes: [{ title: 'Q: orders', before: '1', after: '3' }],
    });
  });

  it('that cannot be made say why, and the next one goes on after what was reported', async () => {
    await book.record(await book.look('2024-02-11T08:00:01Z'));
    book.figure = (asOf) => (asOf === '2024-02-11' ? new Problem('unknown-metric', 'there is no metric orders') : '1');
    await book.record(await book.look('2024-02-12T08:00:01Z'));
    expect((await book.events()).at(-1)).toMatchObject({
      type: 'ReportFailed',
      data: { run: 2, reason: 'Q: there is no metric orders' },
    });
    await book.record(await book.look('2024-02-13T08:00:01Z'));
    expect((await book.events()).at(-1)).toMatchObject({
      type: 'ReportRun',
      data: {
        run: 3,
        notes: ['Nothing has changed in the figures of 2024-02-10 since they were reported (run 1).'],
      },
    });
  });

  it('that no event has room for are not made, and hold up nothing', async () => {
    book.meaning = 'x'.repeat(1_100_000);
    await book.record(await book.look('2024-02-11T08:00:01Z'));
    expect((await book.events()).at(-1)).toMatchObject({
      type: 'ReportFailed',
      data: { reason: expect.stringContaining('give it fewer tiles') },
    });
  });

  it('wait for what passes by itself', async () => {
    book.figure = () => new Problem('overloaded', 'ask again in a moment');
    await expect(book.look('2024-02-11T08:00:01Z')).rejects.toMatchObject({ code: 'overloaded' });
    book.figure = () => '1';
    await book.record(await book.look('2024-02-11T08:02:01Z'));
    expect(inWords(await book.events())).toEqual(['ReportRun 1 2024-02-10']);
  });

  it('are there up to the one that waits', async () => {
    book.figure = (asOf) => (asOf === '2024-02-12' ? new Problem('overloaded', 'ask again in a moment') : '1');
    await book.record(await book.look('2024-02-14T08:00:01Z'));
    const made = ['ReportRun 1 2024-02-10 made up', 'ReportRun 2 2024-02-11 made up'];
    expect(inWords(await book.events())).toEqual(made);
    book.figure = () => '1';
    await book.record(await book.look('2024-02-14T08:01:01Z'));
    const rest = ['ReportRun 3 2024-02-12 made up', 'ReportRun 4 2024-02-13'];
    expect(inWords(await book.events())).toEqual([...made, ...rest]);
  });

  it('are those of the times that hold now, since these were said', async () => {
    const daily = { ...schedule, retired: false };
    const changed = { version: 3, recordedAt: '2024-02-20T12:00:00.000Z' };
    book.versions = [daily, { ...daily, title: 'Other' }, { ...daily, ...changed, every: 'week' }];
    const weekly = { ...changed, every: 'week' } as const;
    await book.record(await book.look('2024-02-26T08:00:01Z', weekly));
    expect(inWords(await book.events())).toEqual(['ReportRun 1 2024-W08']);
  });

  it('are looked for only where they may be', async () => {
    const at = (instant: string): number => Date.parse(instant);
    expect(mayBeDue(schedule, at('2024-02-11T07:59:59Z'), 1)).toBe(false);
    expect(mayBeDue(schedule, at('2024-02-11T08:00:00Z'), 1)).toBe(true);
    await book.record(await book.look('2024-02-11T08:00:01Z'));
    const listed = await book.listed();
    expect(mayBeDue(listed, at('2024-02-12T07:59:59Z'), 1)).toBe(false);
    expect(mayBeDue(listed, at('2024-02-12T08:00:00Z'), 1)).toBe(true);
  });
});
