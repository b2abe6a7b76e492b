import type { AskedRead, Read } from '#subjects/read.js';
import { EVENT_TYPES as types, SUBJECT_READS, timelineEffect as effectOf } from '#subjects/tables.js';
import type { Policies } from '#subjects/policies/policy.js';
import type { Definitions } from '#subjects/policies/policy-sets.js';
import { answer, answerParts, answerRows } from '#figures/answer.js';
import type { Answer } from '#figures/figure.answers.js';
import type { Catalogue } from '#figures/catalogue.js';
import { dimensionValues } from '#figures/dimension-values.js';
import { allFigures, type FiguresQuestion } from '#figures/figures.js';
import { readJournal, type JournalQuestion } from '#figures/journal/journal.js';
import { labelMoves } from '#subjects/customers/label-moves.js';
import { dueAmong, type DueQuestion } from '#subjects/retention/due.js';
import { preview, type PreviewQuestion } from '#subjects/policies/preview.js';
import { fromOneState } from '#figures/one-state.js';
import { gathered } from '#figures/together/gathered.js';
import { asProblem } from '#kernel/as-problem.js';
import type { Parts } from '#figures/parts.js';
import type { Question } from '#figures/question.js';
import { Problem } from '#kernel/problem.js';
import type { Step } from '#kernel/step.js';
import { problemShown } from '#kernel/problem-shown.js';
import type { Metric } from '#figures/metric.js';
import { recordsPage, type AskedCell, type RecordsQuestion } from '#figures/records-page.js';
import { recordsIn, sharePages, type SharePage } from '#figures/share-pages.js';
import type { LogHead } from '#kernel/ports/log-tree.js';
import { formatDay, type Calendar } from '#kernel/time/calendar.js';
import type { Sums, Views } from '#kernel/ports/views.js';
import { ofFigures, ofValues, type Asked as ForetoldSeries, type Foretelling } from '../forecasting/foretold.js';
import { ofPipeline, pipelineRequest } from '../forecasting/pipeline.js';
import type { PipelineAsked } from '../forecasting/pipeline-asked.js';
import type { Kept } from './kept.js';
import { explained, type Explaining } from './explained.js';
import { laterFacts, type LaterFactsQuestion } from './later-facts.js';
import type { Stored } from './stored.js';
import type { Under } from './under.js';

/** What a question is worked out on, in whatever thread that is. */
export interface On {
  readonly views: Views;
  /** What is of a person is left out. */
  readonly masked?: true;
  /** Of the version that they are of. */
  readonly kept: Kept;
  readonly policies: Policies;
  readonly definitions: Definitions;
  readonly calendar: Calendar;
  /** The base currency. */
  readonly currency: string;
  /** What can be asked, and of which facts. */
  readonly catalogue: Catalogue;
  /** A position as it is told to whoever asks. */
  readonly position: (position: string) => string;
  /** Gives others their turn; throws where nobody waits for the answer any more. What reckons long without a look at the facts calls it. */
  readonly step: () => Promise<void>;
  /** The same from within a loop, where nobody can have a turn. */
  readonly check: Step;
  /** The head of the log up to a position; undefined where there is none, or it is not told. */
  readonly headAt: (position: string) => Promise<LogHead | undefined>;
  /** Other read models, where a question is about several: under the policies that the question is asked under where no others are named. */
  readonly open: (stored: Stored, under?: Under) => Views;
}

interface Dated {
  readonly today: number;
}

/** A read that a subject offers. */
interface Shown {
  readonly read: string;
  readonly asked: AskedRead<object>;
  /** Those known at that time; those of the read models where absent. */
  readonly policies?: Policies;
}

/** A page of what is behind a cell. */
interface RecordsInPage {
  readonly page: SharePage;
  readonly metric: Metric;
  readonly knownAt?: number;
}

/** A question of `/v1/query`. */
type AskedQuery = Dated & { readonly question: Question; readonly shown: object };

/** Numbers, or a question by periods with what is to be made of its answer. */
type AskedForecast =
  | { readonly values: readonly string[]; readonly how: Foretelling }
  | {
      readonly query: AskedQuery;
      readonly series: ForetoldSeries;
      /** What of the opportunities that are open is meant, where it is made of them. */
      readonly pipeline?: Pick<PipelineAsked, 'where' | 'knownAt'>;
    };

/** @throws Problem `restricted` for what a forecast is made of that could tell of few customers, or of what is not seen */
function needFewParts({ by }: ForetoldSeries, isPipeline: boolean, { minGroup, isWhole }: Catalogue): void {
  if (isPipeline && !isWhole)
    throw new Problem('restricted', 'the pipeline is of all opportunities: ask with a method that goes by figures');
  if (by !== undefined && minGroup !== undefined)
    throw new Problem('restricted', 'parts may be of few customers: ask of one of them by where, without by');
}

async function queryAnswer({ question, today, shown }: AskedQuery, on: On) {
  const { columns, rows, totals, meta } = await answer(question, on.views, contextOf(on, today));
  // Until when what was known is assumed is said of all facts.
  const assumedKnown = on.catalogue.rows === undefined ? await on.kept.history.until(on.views) : undefined;
  const head = await on.headAt(meta.position);
  const log = { ...(assumedKnown !== undefined && { assumedKnown }), ...(head !== undefined && { head }) };
  return { columns, rows, totals, meta: { ...meta, position: on.position(meta.position), ...shown, ...log } };
}

/** What the work of a forecast is, one after another. */
export const FORECAST_STAGES = ['facts', 'foretelling'];

/** Every question that is answered from read models, and how: a question is data, so that any thread can work it out. */
export const READS = {
  query: queryAnswer,
  /** Several questions, from one state of the facts: each with its answer, or why it has none. */
  tiles: async ({ tiles }: { readonly tiles: readonly AskedQuery[] }, on: On) => {
    const asks = tiles.map((tile) => (views: Views) => queryAnswer(tile, { ...on, views }));
    const found = await fromOneState(on.views, asks);
    return {
      outcomes: found.map((one) => (one instanceof Problem ? { problem: problemShown(one) } : { answer: one })),
    };
  },
  /** What comes after the figures of a question, or after numbers. */
  forecast: async (asked: AskedForecast, on: On) => {
    if ('values' in asked) {
      on.check('foretelling');
      return ofValues(asked.values, asked.how, on.check);
    }
    on.check('facts');
    const { query, series, pipeline } = asked;
    needFewParts(series, pipeline !== undefined, on.catalogue);
    const whole = { ...query, question: { ...query.question, by: [] } };
    const changes = pipeline && pipelineRequest(series, pipeline, on.catalogue);
    const asks: ((views: Views) => Promise<Answer | Parts | Sums>)[] = [
      (views) => queryAnswer(whole, { ...on, views }),
      ...(series.by === undefined
        ? []
        : [(views: Views) => answerParts(query.question, views, contextOf(on, query.today))]),
      ...(changes === undefined ? [] : [(views: Views) => views.sums([changes])]),
    ];
    const found = await fromOneState(on.views, asks);
    on.check('foretelling');
    const answers = found.map((one) => {
      if (one instanceof Problem) throw one;
      return one;
    });
    if (pipeline === undefined) return ofFigures(answers as [Answer, Parts?], series, on);
    const { cells } = answers.pop() as Sums;
    return ofPipeline(answers as [Answer, Parts?], cells[0] ?? [], { ...series, ...pipeline }, on);
  },
  /** The rows of many questions that are much alike, such as one of each day, in as few looks at the facts as there are different ones. */
  rows: async ({ questions, today }: Dated & { readonly questions: readonly Question[] }, on: On) => {
    const views = gathered(on.views);
    const context = contextOf(on, today);
    const found = await Promise.all(questions.map((one) => answerRows(one, views, context).catch(asProblem)));
    return {
      outcomes: found.map((one) => (one instanceof Problem ? { problem: problemShown(one) } : one)),
    };
  },
  figures: async ({ today, ...question }: Dated & FiguresQuestion, on: On) => {
    const { digest, figures, position } = await allFigures(question, on.views, contextOf(on, today));
    // What is seen by two keys is not held against each other.
    return {
      digest: on.catalogue.isWhole ? digest : null,
      position: position === undefined ? null : on.position(String(position)),
      figures,
    };
  },
  records: (asked: RecordsQuestion, { views, catalogue, calendar }: On) =>
    recordsPage(asked, views, catalogue, calendar),
  /** All of them, page by page as `recordsIn` takes them. */
  shares: ({ rows, ...cell }: AskedCell & { readonly rows: number }, { views, catalogue }: On) =>
    sharePages(cell, rows, views, catalogue),
  recordsIn: ({ page, ...cell }: RecordsInPage, on: On) => recordsIn(page, cell, on.views, on),
  explain: (asked: Explaining, on: On) => explained(asked, on),
  show: ({ read, asked, policies }: Shown, on: On) =>
    readNamed(read).answer(asked as never, {
      ...on,
      ...(policies !== undefined && { policies }),
      types,
      effectOf,
      members: on.kept.members,
      everybody: on.kept.everybody,
      step: on.check,
    }),
  journal: async (asked: JournalQuestion, { views }: On) => {
    const events = await readJournal(views, asked);
    return { events, next: events.length < asked.limit ? null : (events.at(-1)?.position ?? null) };
  },
  /** Whom rules of retention have erased, some at a time. */
  due: (asked: DueQuestion, { views, policies }: On) => dueAmong(asked, views, policies),
  /** All that figures know a customer by. */
  labels: ({ customerId }: { readonly customerId: string }, { views }: On) => labelMoves(customerId, views),
  laterFacts: (asked: LaterFactsQuestion, { views, calendar }: On) => laterFacts(asked, views, calendar),
  dimension: async ({ name, today }: Dated & { readonly name: string }, { views, catalogue }: On) => {
    return { name, values: await dimensionValues(name, views, today, catalogue) };
  },
  preview: async (asked: PreviewQuestion, { views, definitions }: On) => {
    return { ...(await preview(asked, views)), asOf: formatDay(asked.asOf), definitions };
  },
} as const;

/** @throws Error for what no subject offers */
export function readNamed(name: string): Read {
  const read = SUBJECT_READS[name];
  if (read === undefined) throw new Error(`no subject offers ${name}`);
  return read;
}

export type ReadKind = keyof typeof READS;
/** What a question of a kind is asked with; structured clones of it are as good. */
export type Asked<Kind extends ReadKind> = Parameters<(typeof READS)[Kind]>[0];
/** What a question of a kind is answered with. */
export type Answered<Kind extends ReadKind> = Awaited<ReturnType<(typeof READS)[Kind]>>;

function contextOf({ calendar, currency, definitions, catalogue }: On, today: number) {
  return { today, fiscalStart: calendar.fiscalStart, currency, definitions, catalogue };
}
