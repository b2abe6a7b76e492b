import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDecimal } from '#kernel/decimal.js';
import { formatDay } from '#kernel/time/calendar.js';
import { askedBook } from '#testing/asked-book.js';
import { dealsByHand, type Part } from '#testing/deals-by-hand.js';
import { DAY_ZERO, dealsOf, LAST_DAY, plans } from '#testing/random-deals.js';

const FLOWS = ['created', 'changed', 'won', 'lost'] as const;
const METRICS = [
  ...['opening', 'closing', ...FLOWS].map((name) => `pipeline.${name}`),
  ...['slipped', 'pushed', 'opened_won', 'opened_closed'].map((name) => `opportunities.${name}`),
  ...['left', 'went_on', 'days'].map((name) => `opportunity_stage.${name}`),
];
const PARTS: readonly Part[] = ['salesperson', 'pipeline', 'stage', 'currency'];

const day = fc.integer({ min: DAY_ZERO - 5, max: LAST_DAY + 40 });
const question = fc
  .record({ days: fc.tuple(day, day, day), knownAt: fc.option(day, { nil: undefined }), by: fc.constantFrom(...PARTS) })
  .map(({ days, ...rest }) => {
    const [from, to, asOf] = days.toSorted((a, b) => a - b) as [number, number, number];
    return { from, to, asOf, ...rest };
  });

describe('the pipeline, on any book', () => {
  it('is what is counted by hand, in every part, as of any day and known at any, and balances', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.array(question, { minLength: 1, maxLength: 3 }), async (planned, questions) => {
        const arrivals = dealsOf(planned);
        const { ask } = await askedBook(arrivals, LAST_DAY + 100);
        for (const { by, knownAt, ...days } of questions) {
          const span = Object.fromEntries(Object.entries(days).map(([name, value]) => [name, formatDay(value)]));
          const known = knownAt === undefined ? {} : { knownAt: formatDay(knownAt) };
          const { rows, totals } = await ask({ metrics: METRICS, by: [by], ...span, ...known });
          const told = Object.fromEntries(rows.map((row) => [String(row[by]), exactly(row)]));
          for (const figures of [...Object.values(told), exactly(totals)]) balances(figures);
          const seen = arrivals.filter(({ on }) => on <= (knownAt ?? Infinity));
          expect(withoutNothing(told)).toEqual(withoutNothing(dealsByHand(seen, by, days)));
        }
      }),
      { numRuns: 200 },
    );
  });
});

type Figures = Readonly<Record<string, bigint>>;

function balances(figures: Figures): void {
  const [opening = 0n, closing = 0n, created = 0n, changed = 0n, won = 0n, lost = 0n] = METRICS.map(
    (name) => figures[name] ?? 0n,
  );
  expect(closing).toBe(opening + created + changed - won - lost);
}

/** In millionths, or ones. */
function exactly(row: Readonly<Record<string, unknown>>): Figures {
  const exact = (figure: unknown): bigint =>
    typeof figure === 'number' ? BigInt(figure) : parseDecimal(String(figure));
  return Object.fromEntries(METRICS.map((name) => [name, exact(row[name])]));
}

/** Without figures of 0, parts that have no other, and what is worked out by the balance. */
function withoutNothing(parts: Readonly<Record<string, Figures>>) {
  return Object.fromEntries(
    Object.entries(parts)
      .map(([part, figures]) => {
        const shown = Object.entries(figures).filter(([name, sum]) => sum !== 0n && name !== 'pipeline.changed');
        return [part, Object.fromEntries(shown)] as const;
      })
      .filter(([, figures]) => Object.keys(figures).length > 0),
  );
}
