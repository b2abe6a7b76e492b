import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDay } from '#kernel/time/calendar.js';
import { ActingAutomations } from '#testing/acting-automations.js';
import { registered } from '#testing/book-events.js';
import { LiveAutomation, said } from '#testing/live-automation.js';
import { cases } from '#testing/night.js';
import { FIRST_DAY } from '#testing/random-book.js';
import type { ActionEvent } from './action.events.js';

const DAY = FIRST_DAY + 100;
const RULE = { title: 't', once: 'per-entry', holdOut: '0', enabled: true };
const PEOPLE = ['Ann', 'Ben', 'Cyd', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal'];

const gives = (salesperson: string) => ({ do: [{ assign: { salesperson } }] });
const givenTo = (salesperson: string) => ({
  on: { fact: 'ChangeCustomer', where: `event.salesperson == "${salesperson}"` },
});
const segments = PEOPLE.map((one) => said('Segment', one, { title: one, rule: `salesperson == "${one}"` }, FIRST_DAY));

/** Ada and Bob, and automations by their names. */
function bookOf(automations: Readonly<Record<string, object>>): Promise<ActingAutomations> {
  return ActingAutomations.on([
    ...['ada', 'bob'].map((id) => ({ on: FIRST_DAY, event: registered(id, FIRST_DAY) })),
    ...segments,
    ...Object.entries(automations).map(([id, one]) => said('Automation', id, { ...RULE, ...one }, DAY - 1)),
  ]);
}

/** Days until nothing can follow any more: a chain by the ends of days takes one for each automation. */
const ENOUGH = 8;

async function lived(book: ActingAutomations, day: number): Promise<void> {
  for (let next = day + 1; next <= day + ENOUGH; next++) await book.begin(next);
}

function inWords({ type, data }: ActionEvent): string {
  const causes = (data.causes ?? []).map(({ automation }) => automation);
  return [...causes, data.automation, type === 'ActionTaken' ? 'acts' : data.reason].join(' ');
}

describe('what automations record', () => {
  it('sets off others, five in a row at most, and none by what it led to itself', async () => {
    const line = PEOPLE.slice(1).map((to, i) => [`a${String(i)}`, { ...givenTo(PEOPLE[i] ?? ''), ...gives(to) }]);
    const book = await bookOf(Object.fromEntries(line) as Record<string, object>);
    await book.change(DAY, [['ada', 'Ann']]);
    expect(book.decided.map(inWords)).toEqual([
      'a0 acts',
      'a0 a1 acts',
      'a0 a1 a2 acts',
      'a0 a1 a2 a3 acts',
      'a0 a1 a2 a3 a4 acts',
      'a0 a1 a2 a3 a4 a5 chain',
    ]);
    const ring = await bookOf({
      there: { ...givenTo('Ann'), ...gives('Ben') },
      back: { ...givenTo('Ben'), ...gives('Ann') },
      all: { on: { fact: 'ChangeCustomer' }, do: [{ followUp: {} }] },
    });
    await ring.change(DAY, [['ada', 'Ann']]);
    expect(ring.decided.map(inWords).sort()).toEqual([
      'all acts',
      'there acts',
      'there all acts',
      'there back acts',
      'there back all acts',
      'there back there loop',
    ]);
  });

  it('sets off others by the ends of days, and nobody where it had been so without it', async () => {
    const rules = {
      there: { on: { enters: 'Ann' }, ...gives('Ben') },
      back: { on: { leaves: 'Ann' }, ...gives('Ann') },
    };
    const book = await bookOf(rules);
    await book.change(DAY, [['ada', 'Ann']]);
    await lived(book, DAY);
    expect(book.decided.map(inWords)).toEqual(['there acts', 'there back acts', 'there back there loop']);
    // Whoever gives the customer to Ben by hand on the day of it has said so, too: it is no automation’s.
    const twice = await bookOf(rules);
    await twice.change(DAY, [['ada', 'Ann']]);
    await twice.begin(DAY + 1);
    await twice.change(DAY + 1, [['ada', 'Ben']]);
    await twice.begin(DAY + 2);
    expect(twice.decided.map(inWords)).toEqual(['there acts', 'back acts']);
  });

  it('comes to an end whatever they do to each other, and was the same whenever it is gone through again', async () => {
    const who = fc.constantFrom(...PEOPLE.slice(0, 3));
    const on = fc.oneof(
      { weight: 6, arbitrary: who.map(givenTo) },
      who.map((enters) => ({ on: { enters } })),
      who.map((leaves) => ({ on: { leaves } })),
    );
    const rule = fc.tuple(on, who, fc.constantFrom({}, {}, {}, { holdOut: '0.5' }, { once: 'per-customer' }));
    const drawn = fc.record({
      rules: fc.array(rule, { minLength: 3, maxLength: 8 }),
      changes: fc.array(fc.tuple(fc.nat(2), fc.constantFrom('ada', 'bob'), who), { minLength: 1, maxLength: 3 }),
    });
    const words = new Set<string>();
    await fc.assert(
      fc.asyncProperty(drawn, async ({ rules, changes }) => {
        const named = rules.map(([trigger, to, more], i) => [`a${String(i)}`, { ...trigger, ...gives(to), ...more }]);
        const book = await bookOf(Object.fromEntries(named) as Record<string, object>);
        for (let day = DAY; day < DAY + 3; day++) {
          await book.begin(day);
          await book.change(
            day,
            changes.flatMap(([on, customer, to]) => (DAY + on === day ? [[customer, to] as const] : [])),
          );
        }
        await lived(book, DAY + 2);
        const { decided } = book;
        for (const event of decided) {
          words.add(event.type === 'ActionTaken' ? 'acts' : event.data.reason);
          needSoundChain(event, decided);
        }
        expect(decided.filter(({ type }) => type === 'ActionTaken').length).toBeLessThanOrEqual(
          changes.length * mostOf(rules.length),
        );
        await needSameAgain(book, Object.keys(Object.fromEntries(named) as object));
      }),
      { numRuns: cases({ day: 8, night: 100 }), seed: 7 },
    );
    expect([...words].sort()).toEqual(['acts', 'chain', 'hold-out', 'loop', 'once']);
  });
});

/** Those before it acted, each on what the one before led to, and it is none of them. */
function needSoundChain({ type, data }: ActionEvent, decided: readonly ActionEvent[]): void {
  const { automation, causes = [] } = data;
  const names = causes.map((cause) => cause.automation);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeLessThanOrEqual(5);
  if (type === 'ActionTaken') {
    expect(names.length).toBeLessThan(5);
    expect(names).not.toContain(automation);
  }
  for (const [i, cause] of causes.entries()) {
    const before = decided.find(
      (one) => one.data.automation === cause.automation && one.data.occasion === cause.occasion,
    );
    expect([before?.type, before?.data.causes ?? []]).toEqual(['ActionTaken', causes.slice(0, i)]);
  }
}

/** How often automations act at most because of one change by hand: each by each way to it over at most four others. */
function mostOf(count: number): number {
  let [ways, sum] = [1, 0];
  for (let length = 0; length < Math.min(count, 5); length++) sum += ways *= count - length;
  return sum;
}

/** A dry run over read models that are made anew of the log says what was decided, and what led to it. */
async function needSameAgain(book: ActingAutomations, ids: readonly string[]): Promise<void> {
  const again = await LiveAutomation.on(book.log, `${formatDay(DAY + 20)}T12:00:00.000Z`);
  for (const id of ids) {
    const dry = await again.dryRun(id, { from: formatDay(DAY), to: formatDay(DAY + 20) });
    const made = book.decided.filter(({ data }) => data.automation === id);
    const shown = dry.map(({ customer, occasion, reason, causes }) => [customer, occasion, reason ?? '', causes ?? []]);
    const was = made.map(({ type, data: { customer, occasion, causes, ...data } }) => [
      ...[customer, occasion, type === 'ActionTaken' ? '' : String(data['reason'])],
      causes ?? [],
    ]);
    expect([id, inOrder(shown)]).toEqual([id, inOrder(was)]);
  }
}

function inOrder(decisions: readonly unknown[]): readonly string[] {
  return decisions.map((one) => JSON.stringify(one)).toSorted();
}
