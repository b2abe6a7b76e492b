import { Calendar } from '#kernel/time/calendar.js';
import { asProblem } from '#kernel/as-problem.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import type { Ground } from '#subjects/reactions.js';

type Question = Readonly<Record<string, unknown>>;

export interface Still {
  /** RFC 3339. */
  now: string;
  /** The figure of the one row that a question is answered with, asked of one metric. */
  figure: (metric: string, question: Question) => string;
  /** What `listAlerts` shows. */
  alerts?: readonly object[];
  /** What the system says of itself, whatever it is asked. */
  readings?: Readonly<Record<string, number>>;
  /** Up to when all that is scheduled has been run. */
  ranUpTo?: string;
}

/** What reactions may ask of a book that is nothing but what a test says, and may change on the way. */
export function stillGround(still: Still): Ground {
  const rowsOf = (question: Question) => {
    const [metric = ''] = question['metrics'] as readonly string[];
    return [{ [metric]: still.figure(metric, question) }];
  };
  return {
    calendar: new Calendar('UTC', 1),
    currency: 'EUR',
    now: () => new Date(still.now),
    settled: async () => undefined,
    ranUpTo: async () => still.ranUpTo,
    metric: async (name) => CATALOGUE.metrics.get(name),
    readings: async () => ({ position: 7, figures: new Map(Object.entries(still.readings ?? {})) }),
    read: async () => ({ alerts: still.alerts ?? [], next: null }),
    tiles: async () => [],
    answers: async () => [],
    query: async (question) => {
      return { rows: rowsOf(question), totals: {}, meta: { position: '7', asOf: still.now.slice(0, 10) } };
    },
    rows: (questions) =>
      Promise.all(
        questions.map(async (one) => ({ rows: rowsOf(one), position: 7 })).map((one) => one.catch(asProblem)),
      ),
  };
}
