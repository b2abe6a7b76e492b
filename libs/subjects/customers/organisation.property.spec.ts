import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answer } from '#figures/answer.js';
import { ORGANISATION } from '#figures/basis.js';
import { parseQuestion } from '#figures/question.js';
import { formatDecimal } from '#kernel/decimal.js';
import { formatDay } from '#kernel/time/calendar.js';
import { byQuarter, type AnsweredRow } from '#testing/by-quarter.js';
import { recorded } from '#testing/book-events.js';
import { CONTEXT, projected, STRICT, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { alsoMerged } from '#testing/random-merges.js';
import { basisViews } from '../basis-views.js';
import { CATALOGUE } from '../catalogue.js';
import { MONEY, OF_CUSTOMER, timelineEffect, VIEW_SCHEMA } from '../tables.js';
import { historyKnown } from './customer-card.js';
import { standingAt } from './timeline/scan.js';

const ON = { calendar: UTC, currency: 'USD', money: MONEY, ofCustomer: OF_CUSTOMER };
const day = fc.noBias(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS }));
const drawn = fc.record({
  book: alsoMerged(randomBookOf(4, 15, 50), 4, 3),
  organisation: day,
  knownAt: fc.option(day, { nil: undefined }),
  by: fc.constantFrom(...ORGANISATION),
});
const ADDITIVE = CATALOGUE.counted.filter(({ additive }) => additive);
const BALANCE = ['opening', 'new', 'reactivated', 'lost', 'transferred', 'closing'].map((name) => `customers.${name}`);
const GROSS = Object.keys(VIEW_SCHEMA.series.find(({ name }) => name === 'sales')?.measures ?? {}).indexOf('gross');
const AT = (name: string): number =>
  (VIEW_SCHEMA.series.find((one) => one.name === 'sales')?.dimensions ?? []).indexOf(name);

it('changes no total and balances in every part, over random books on both clocks; sales are by hand', async () => {
  let elsewhere = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, organisation, knownAt, by }) => {
      const events = recorded(book);
      const kept = await projected(events, STRICT);
      const views = basisViews(kept, ON);
      const ask = async (question: object): Promise<readonly AnsweredRow[]> => {
        const known = knownAt !== undefined && { knownAt: formatDay(knownAt) };
        return (await answer(parseQuestion({ ...known, ...question }, CATALOGUE), views, CONTEXT)).rows;
      };
      const placed = { organisation: formatDay(organisation) };
      for (let from = 0; from < ADDITIVE.length; from += 50) {
        const own = ADDITIVE.slice(from, from + 50);
        const names = own.filter(({ dimensions }) => dimensions.includes(by)).map(({ name }) => name);
        if (names.length === 0) continue;
        const total = await ask({ metrics: names, grain: 'quarter' });
        expect(await ask({ metrics: names, grain: 'quarter', ...placed })).toEqual(total);
        const parts = await ask({ metrics: names, by: [by], grain: 'quarter', ...placed });
        expect(byQuarter(parts, names)).toEqual(byQuarter(total, names));
      }
      const isBalanced = BALANCE.every((name) => CATALOGUE.metricNamed(name).dimensions.includes(by));
      const balance = isBalanced ? await ask({ metrics: BALANCE, by: [by], grain: 'quarter', ...placed }) : [];
      for (const row of balance) {
        const [opening = 0, came = 0, back = 0, lost = 0, moved = 0, closing] = BALANCE.map((name) =>
          Number(row[name]),
        );
        expect([moved, opening + came + back - lost]).toEqual([0, closing]);
      }
      // Every sale by what its customer is, as it is known.
      const sums = new Map<string, bigint>();
      const opened = new Map<string, number>();
      const context = { calendar: UTC, policies: STRICT, effectOf: timelineEffect };
      const known = { asOf: { day: Infinity }, ...(knownAt !== undefined && { knownAt: { day: knownAt } }) };
      for (const event of events) {
        if (UTC.dayOf(event.recordedAt) > (knownAt ?? Infinity)) continue;
        const { customer, entries = [] } = timelineEffect(event, UTC) ?? {};
        const { customerId } = event.data as { readonly customerId?: string };
        if (event.type === 'OpportunityOpened' && customerId !== undefined) {
          const whose = await historyKnown(customerId, kept, known, context);
          const part = standingAt(whose, organisation, STRICT)?.[by as 'region'] ?? '';
          opened.set(part, (opened.get(part) ?? 0) + 1);
        }
        const sales = entries.filter(({ series, own }) => series === 'sales' && own[AT('converted')] === '1');
        const history = customer === undefined ? undefined : await historyKnown(customer, kept, known, context);
        const standing = history && standingAt(history, organisation, STRICT);
        for (const { own, measures } of sales) {
          // Guests keep what is theirs: of these, a region and a salesperson.
          const part = (history === undefined ? own[AT(by)] : standing?.[by as 'region']) ?? '';
          sums.set(part, (sums.get(part) ?? 0n) + (measures[GROSS] ?? 0n));
        }
      }
      for (const row of await ask({ metrics: ['revenue.gross'], by: [by], ...placed })) {
        const part = String(row[by]);
        expect([part, row['revenue.gross']]).toEqual([part, formatDecimal(sums.get(part) ?? 0n)]);
      }
      // And every opportunity that somebody has, whoever stays of them.
      if (OF_CUSTOMER.get('deals')?.includes(by) !== true || by === 'stage') opened.clear();
      const right = [...opened].filter(([part]) => part !== '');
      const found = right.length === 0 ? [] : await ask({ metrics: ['opportunities.opened'], by: [by], ...placed });
      expect(found).toEqual(
        expect.arrayContaining(right.map(([part, count]) => ({ [by]: part, 'opportunities.opened': count }))),
      );
      const byStage = { metrics: ['revenue.gross'], by: ['stage'] };
      const [then, now] = [await ask(byStage), await ask({ ...byStage, ...placed })];
      if (JSON.stringify(then) !== JSON.stringify(now)) elsewhere++;
    }),
    { numRuns: 40 },
  );
  expect(elsewhere).toBeGreaterThan(10);
});
