import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal } from '#kernel/decimal.js';
import type { RecordedEvent } from '#kernel/event.js';
import { formatDay } from '#kernel/time/calendar.js';
import { askedBook } from '#testing/asked-book.js';
import { recorded } from '#testing/book-events.js';
import { BY_SEGMENT, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { customersByHand } from '#testing/segments-by-hand.js';
import { ACTIVE_STAGES } from './standing.js';

const TODAY = FIRST_DAY + 4 * DAYS;
const day = fc.nat(DAYS).map((offset) => FIRST_DAY + offset);
const cuts = fc.record({
  asOf: fc.integer({ min: FIRST_DAY + DAYS / 2, max: FIRST_DAY + DAYS + 100 }),
  knownAt: fc.oneof(day, fc.constant(TODAY)),
});

interface Cut {
  readonly asOf: number;
  readonly knownAt: number;
}

/** What became of customers from day to day, as the definitions have it. */
class ByHand {
  /** By from_stage, to_stage and cohort, the days that were spent in the stage. */
  readonly left = new Map<string, number[]>();
  readonly lost = new Map<string, number>();
  readonly closed = new Map<string, number>();
  /** Every step from one stage into another. */
  readonly steps: { readonly on: number; readonly from: string | undefined; readonly to: string }[] = [];
  reactivatedOn: number[] = [];
  lostOn: number[] = [];
  wonBack = 0n;

  constructor(events: readonly RecordedEvent[], cut: Cut) {
    const before = new Map<string, { stage: string; entered: number; back: number; revenue: bigint }>();
    for (let on = FIRST_DAY; on <= cut.asOf; on++)
      for (const [id, values] of customersByHand(events, { day: on, knownAt: cut.knownAt }, BY_SEGMENT)) {
        const was = before.get(id);
        const now = { entered: on, back: -Infinity, ...was, stage: String(values['stage']) };
        const reasons = closingsOf(id, events, cut.knownAt, on);
        for (const { reason, at } of reasons) if (at === on) add(this.closed, reason);
        const isFirst = values['first_purchase_days'] === 0;
        const stages = isFirst && now.stage === 'closed' ? ['new', 'closed'] : [now.stage];
        let [stage, entered] = [was?.stage, was?.entered];
        for (const next of stages) {
          if (stage === next) continue;
          this.steps.push({ on, from: stage, to: next });
          if (stage !== undefined) this.leave([stage, next, String(values['cohort'])], on - (entered ?? on));
          if (isActive(stage) && !isActive(next)) {
            this.lostOn.push(on);
            add(this.lost, next === 'closed' ? (reasons.at(-1)?.reason ?? '') : 'lapsed');
          }
          if (!isActive(stage) && isActive(next) && !isFirst) {
            now.back = on;
            this.reactivatedOn.push(on);
          }
          [stage, entered] = [next, on];
          now.entered = on;
        }
        const revenue = values['revenue'] as bigint;
        if (on - now.back <= 90) this.wonBack += revenue - (was?.revenue ?? 0n);
        before.set(id, { ...now, revenue });
      }
  }

  /** Customers in some stages by the end of a day. */
  population(day: number, isMeant: (stage: string | undefined) => boolean): number {
    const by = this.steps.filter(({ on }) => on <= day);
    return by.filter(({ to }) => isMeant(to)).length - by.filter(({ from }) => isMeant(from)).length;
  }

  /** The three rates from one day to another. */
  churnRates(from: number, to: number): readonly (number | null)[] {
    const within = ({ on }: { readonly on: number }): boolean => on >= from && on <= to;
    const lost = this.lostOn.filter((on) => within({ on })).length;
    const opening = this.population(from - 1, isActive);
    const isAtRisk = (stage: string | undefined): boolean => stage === 'at_risk';
    const atRisk =
      this.population(from - 1, isAtRisk) + this.steps.filter((step) => within(step) && isAtRisk(step.to)).length;
    return [opening, (opening + this.population(to, isActive)) / 2, atRisk].map((under) =>
      under === 0 ? null : lost / under,
    );
  }

  private leave(ends: readonly string[], days: number): void {
    const key = JSON.stringify(ends);
    this.left.set(key, [...(this.left.get(key) ?? []), days]);
  }
}

function isActive(stage: string | undefined): boolean {
  return ACTIVE_STAGES.some((one) => one === stage);
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Those of a customer that closed an open one, up to a day. */
function closingsOf(id: string, events: readonly RecordedEvent[], knownAt: number, by: number) {
  const turns = events
    .filter(({ type, key }) => key === id && (type === 'CustomerClosed' || type === 'CustomerReopened'))
    .filter(({ recordedAt, occurredAt }) => UTC.dayOf(recordedAt) <= knownAt && UTC.dayOf(occurredAt) <= by)
    .map(({ type, occurredAt, data }) => ({ type, occurredAt, ...(data as { change: string; reason?: string }) }))
    .sort((a, b) => (a.occurredAt + a.change < b.occurredAt + b.change ? -1 : 1));
  return turns.flatMap(({ type, occurredAt, reason = '' }, i) =>
    type === 'CustomerClosed' && turns[i - 1]?.type !== 'CustomerClosed' ? [{ at: UTC.dayOf(occurredAt), reason }] : [],
  );
}

/** Type 7, on a list. */
function quantile(numbers: readonly number[], at: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const [low = 0, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

it('tells days in stages, reasons and what was won back as going through every day does', async () => {
  const seen = { churned: 0, left: 0, lapsed: 0, reasons: 0, wonBack: 0, rates: 0 };
  await fc.assert(
    fc.asyncProperty(randomBookOf(2, 15, 40), cuts, async (book, cut) => {
      const { rows, ask } = await askedBook(book, TODAY, BY_SEGMENT);
      const hand = new ByHand(recorded(book), cut);
      const dates = { asOf: formatDay(cut.asOf), knownAt: formatDay(cut.knownAt) };

      const names = ['count', 'mean', 'median', 'p90'].map((name) => `stage_time.${name}`);
      const asked = await rows({ metrics: names, by: ['from_stage', 'to_stage', 'cohort'], ...dates });
      const left = [...hand.left].map(([key, days]) => [
        ...(JSON.parse(key) as string[]),
        days.length,
        expect.closeTo(days.reduce((sum, one) => sum + one, 0) / days.length, 9),
        expect.closeTo(quantile(days, 0.5), 9),
        expect.closeTo(quantile(days, 0.9), 9),
      ]);
      const byKey = (a: readonly unknown[], b: readonly unknown[]) =>
        JSON.stringify(a.slice(0, 3)) < JSON.stringify(b.slice(0, 3)) ? -1 : 1;
      expect(asked.toSorted(byKey)).toEqual(left.toSorted(byKey));

      for (const [metric, counts] of [
        ['customers.lost', hand.lost],
        ['customers.closed', hand.closed],
      ] as const) {
        const found = await rows({ metrics: [metric], by: ['reason'], ...dates });
        expect([metric, found.filter(([, count]) => count !== 0)]).toEqual([metric, [...counts].sort()]);
      }
      const { totals } = await ask({ metrics: ['revenue.won_back', 'win_back_rate'], ...dates });
      expect(totals['revenue.won_back']).toBe(formatDecimal(hand.wonBack));
      const earlier = hand.lostOn.filter((on) => on <= cut.asOf - 90).length;
      const rate = earlier === 0 ? null : hand.reactivatedOn.length / earlier;
      expect(totals['win_back_rate']).toEqual(rate);

      const from = cut.asOf - 120;
      const rates = ['opening', 'average', 'at_risk'].map((name) => `customers.churn_rate.${name}`);
      const period = await ask({ metrics: rates, from: formatDay(from), ...dates });
      const found = rates.map((name) => period.totals[name]);
      expect(found).toEqual(hand.churnRates(from, cut.asOf));
      seen.churned += found.filter((one) => one !== null && one !== 0).length;

      seen.left += left.length;
      seen.lapsed += hand.lost.get('lapsed') ?? 0;
      seen.reasons += hand.closed.size;
      seen.wonBack += hand.wonBack === 0n ? 0 : 1;
      seen.rates += rate === null ? 0 : 1;
    }),
    { numRuns: 80 },
  );
  // None of it was told of nobody.
  for (const [what, times] of Object.entries(seen)) expect([what, times > 5]).toEqual([what, true]);
}, 120_000);
