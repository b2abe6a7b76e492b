import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answer } from '#figures/answer.js';
import { parseQuestion } from '#figures/question.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { changed, interacted, recorded, registered, sale, sold } from '#testing/book-events.js';
import type { BookEvent } from '#testing/book-event.js';
import { cases } from '#testing/night.js';
import { CONTEXT, projected, UTC } from '#testing/projected.js';

const FIRST = UTC.dayOf('2024-03-01T00:00:00Z');
const DAYS = 300;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland'] as const;
const day = fc.nat(DAYS).map((offset) => FIRST + offset);
const minute = fc.nat(24 * 60 - 1);
const customer = fc.constantFrom('ada', 'bo');
const drawn = fc.record({
  facts: fc.array(fc.record({ customer, day, minute, isSale: fc.boolean() }), { minLength: 5, maxLength: 25 }),
  zones: fc.array(fc.record({ customer, day, zone: fc.constantFrom(...ZONES) }), { maxLength: 6 }),
  order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
});

function at(event: BookEvent, on: number, minutes: number): BookEvent {
  return { ...event, occurredAt: new Date(on * 86_400_000 + minutes * 60_000).toISOString() };
}

/** What a clock on a wall of the zone shows: weekday, 1 is Monday, and hour. */
function shownIn(zone: string, instant: string): readonly [string, string] {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' });
  const told = Object.fromEntries(parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(told['weekday'] ?? '') + 1;
  return [String(weekday), String(Number(told['hour']))];
}

it('counts every fact by the clock of its customer on the day, in whatever order it is told of zones and facts', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async ({ facts, zones, order }) => {
      const told = zones.map((one, i) => changed(one.customer, `z${String(i)}`, one.day, { timeZone: one.zone }));
      const events = facts.map(({ customer: id, day: on, minute: minutes, isSale }, i): BookEvent => {
        const name = `f${String(i)}`;
        const content = { id: name, customerId: id, kind: 'call' } as const;
        return at(isSale ? sold(sale(name, id, '1'), on) : interacted(content, on), on, minutes);
      });
      const known = [registered('ada', FIRST), registered('bo', FIRST, { timeZone: 'Europe/Berlin' })];
      const shuffled = [...told, ...events].map((event, i) => [order[i] ?? 0, event] as const);
      const all = [...known, ...shuffled.sort(([a], [b]) => a - b).map(([, event]) => event)];
      const views = await projected(recorded(all.map((event) => ({ event, on: FIRST + DAYS }))));
      const zoneOf = (id: string, on: number): string =>
        zones
          .map((one, i) => ({ ...one, i }))
          .filter((one) => one.customer === id && one.day <= on)
          .sort((a, b) => a.day - b.day || a.i - b.i)
          .at(-1)?.zone ?? (id === 'bo' ? 'Europe/Berlin' : '');
      for (const metric of ['orders', 'interactions']) {
        const sums = new Map<string, number>();
        facts.forEach((fact, i) => {
          if (fact.isSale !== (metric === 'orders')) return;
          const zone = zoneOf(fact.customer, fact.day);
          const key = zone === '' ? ',' : shownIn(zone, events[i]?.occurredAt ?? '').join();
          sums.set(key, (sums.get(key) ?? 0) + 1);
        });
        const question = { metrics: [metric], by: ['customer_weekday', 'customer_hour'] };
        const { rows, totals } = await answer(parseQuestion(question, CATALOGUE), views, CONTEXT);
        const found = rows.map((row) => [
          `${String(row['customer_weekday'])},${String(row['customer_hour'])}`,
          row[metric],
        ]);
        expect(new Map(found as [string, number][])).toEqual(sums);
        expect(totals[metric]).toBe([...sums.values()].reduce((sum, count) => sum + count, 0));
      }
    }),
    { numRuns: cases({ day: 40, night: 300 }) },
  );
});
