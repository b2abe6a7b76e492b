import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#kernel/event.js';
import { formatDay } from '#kernel/time/calendar.js';
import { present } from '#ledger/command.js';
import { recorded } from '#testing/book-events.js';
import { LiveAutomation, said, type Decision } from '#testing/live-automation.js';
import { STRICT, UTC } from '#testing/projected.js';
import { FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { alsoMerged } from '#testing/random-merges.js';
import { customersByHand, type Values } from '#testing/segments-by-hand.js';

/** A quarter in the middle of the books. */
const FROM = FIRST_DAY + 200;
const TO = FROM + 90;

const SEGMENTS = { good: 'orders >= 1 && last_purchase_days < 15', best: 'r == 5 || f == 1' };
const RANKED = 'r > 3 && (f > 1 || "cup" in products)';
const RULE = { title: 't', do: [{ followUp: {} }], once: 'per-entry', holdOut: '0', enabled: true };
/** By name, what sets them off. */
const TRIGGERS: Readonly<Record<string, object>> = {
  stage: { on: { stage: {} } },
  lapsed: { on: { stage: { from: 'at_risk', to: 'churned' } }, if: 'orders > 1', once: 'per-year' },
  tier: { on: { tier: { from: 'normal' } } },
  enters: { on: { enters: 'good' }, once: 'per-customer' },
  leaves: { on: { leaves: 'good' } },
  best: { on: { enters: 'best' } },
  after: { on: { date: { of: 'last_purchase', after: '3d' } } },
  before: { on: { date: { of: 'expected_purchase', before: '1d' } }, wait: '5h' },
  registered: { on: { date: { of: 'registration', after: '250d' } } },
  silent: { on: { inactivity: { opportunity: '20d' } } },
  weekly: { on: { every: '0 9 * * 1', segment: 'good' }, if: 'stage == "new" || orders > 2' },
  sold: { on: { fact: 'RecordSale' }, if: 'orders > 1' },
  waiting: { on: { fact: 'RecordSale' }, if: 'stage != "churned" && orders < 4', wait: '14d' },
  later: { on: { enters: 'good' }, if: 'last_purchase_days > 2', wait: '3d' },
  now: { on: { now: 'good' } },
  soon: { on: { now: 'good' }, wait: '2d' },
  scored: { on: { fact: 'RecordSale', where: 'f > 1' }, if: 'r == 5 || m > 3 || p_alive > 0.9 || cluster == 2' },
  bought: { on: { fact: 'RecordSale', where: '"cup" in products' }, if: 'products.exists(p, p != "cup")' },
  ranked: { on: { stage: {} }, if: RANKED },
  patient: { on: { enters: 'good' }, if: 'f > 1 && "cup" in products && !("vip" in attributes)', wait: '3d' },
  ranks: { on: { now: 'good' }, if: 'f > 2 || "cup" in products' },
};

const CAMPAIGNS = ['now', 'soon', 'ranks'];

const SAID = [
  ...Object.entries(SEGMENTS).map(([id, rule]) => said('Segment', id, { title: id, rule }, FIRST_DAY)),
  ...Object.entries(TRIGGERS).map(([id, one]) => said('Automation', id, { ...RULE, ...one }, FROM - 1)),
];

interface Drawn {
  readonly book: Parameters<typeof recorded>[0];
  /** By day, whether the clock is looked at on it, and whether that is remembered. */
  readonly looks: readonly (readonly [boolean, boolean])[];
  readonly quiet: readonly boolean[];
}

const CUSTOMERS = 3;
const book = randomBookOf(CUSTOMERS, 200, 200);
const drawnOf = (ofBook: typeof book): fc.Arbitrary<Drawn> =>
  fc.record({
    book: ofBook,
    looks: fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: TO - FROM + 20, maxLength: TO - FROM + 20 }),
    quiet: fc.array(
      fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
      { minLength: 50, maxLength: 50 },
    ),
  });
const drawn = drawnOf(book);

/** The book with what is said of segments and automations put where it belongs. @param of which automations; all where absent */
function eventsOf({ book, quiet }: Drawn, of?: readonly string[]): readonly RecordedEvent[] {
  const said = SAID.filter(
    ({ stream }) => of === undefined || !stream.startsWith('automation-') || of.includes(stream.slice(11)),
  );
  const events = [...book, ...said].toSorted((a, b) => a.on - b.on);
  return recorded(events).map((event, i) => {
    const stream = 'stream' in (events[i] ?? {}) ? (events[i] as (typeof SAID)[number]).stream : event.stream;
    return { ...event, stream, envelope: quiet[i % quiet.length] ? { quiet: true } : {} };
  });
}

/** Goes through the days, looking at the clock on some, and at last. */
async function lived(events: readonly RecordedEvent[], { looks }: Drawn): Promise<LiveAutomation> {
  const day = (event: RecordedEvent): string => event.recordedAt.slice(0, 10);
  const start = formatDay(FROM - 1);
  const live = await LiveAutomation.on(
    events.filter((event) => day(event) < start),
    `${start}T00:00:00.000Z`,
  );
  for (const [i, [isLooked, moves]] of looks.entries()) {
    const today = formatDay(FROM - 1 + i);
    if (isLooked) await live.look(`${today}T10:00:00.000Z`, moves);
    await live.record(events.filter((event) => day(event) === today));
  }
  await live.look(`${formatDay(FROM - 1 + looks.length)}T00:01:00.000Z`);
  return live;
}

/** What an automation decided while it lived, in the order in which it did. */
function decisionsOf(live: LiveAutomation, id: string): readonly Decision[] {
  return live.decided.flatMap((event): Decision[] => {
    const { at, customer, occasion, automation } = event.data;
    if (automation !== id) return [];
    return event.type === 'ActionTaken'
      ? [{ at, customer, occasion, decision: 'taken' }]
      : [{ at, customer, occasion, decision: 'skipped', reason: event.data.reason }];
  });
}

/** Of several evenings that were looked at together, the customers of each come in their order. */
function sorted(decisions: readonly Decision[]): readonly Decision[] {
  const place = ({ at, customer, occasion }: Decision): string => [at, customer, occasion].join(' ');
  return decisions.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** @returns what each automation decided while it lived, which is what a dry run says */
async function heldToDryRun(all: Drawn): Promise<ReadonlyMap<string, readonly Decision[]>> {
  const live = await lived(eventsOf(all), all);
  const found = new Map<string, readonly Decision[]>();
  for (const id of Object.keys(TRIGGERS)) {
    // Before it was said it did nothing; a campaign begins with that.
    const days = { from: formatDay(CAMPAIGNS.includes(id) ? FROM - 1 : FROM), to: formatDay(TO) };
    const made = decisionsOf(live, id).filter(({ at }) => at.slice(0, 10) >= days.from && at.slice(0, 10) <= days.to);
    const dry = (await live.dryRun(id, days)).map(({ at, customer, occasion, decision, reason }) =>
      present({ at, customer, occasion, decision, reason }),
    );
    expect([id, sorted(dry)]).toEqual([id, sorted(made)]);
    found.set(id, made);
  }
  return found;
}

it('decides what a dry run says, whenever the clock was looked at, and however often', async () => {
  const words = new Set<string>();
  const taken = new Set<string>();
  await fc.assert(
    fc.asyncProperty(drawn, async (all) => {
      for (const [id, made] of await heldToDryRun(all)) {
        for (const { decision, reason } of made) words.add(reason ?? decision);
        if (made.some(({ decision }) => decision === 'taken')) taken.add(id);
      }
    }),
    { numRuns: 4, seed: 11 },
  );
  expect([...taken].sort()).toEqual(Object.keys(TRIGGERS).sort());
  expect([...words].sort()).toEqual(['condition', 'late', 'once', 'taken']);
});

it('decides the same where customers are merged meanwhile: nothing about who is another by then', async () => {
  let merges = 0;
  await fc.assert(
    fc.asyncProperty(drawnOf(alsoMerged(book, CUSTOMERS, 6)), async (all) => {
      const events = eventsOf(all);
      const made = [...(await heldToDryRun(all)).values()].flat();
      for (const [i, { type, data, recordedAt }] of events.entries()) {
        if (type !== 'CustomersMerged') continue;
        merges++;
        const merged = data['merged'];
        const parted = events.slice(i).find((one) => one.type === 'CustomersUnmerged' && one.data['merged'] === merged);
        const until = parted?.recordedAt ?? '9999';
        expect(made.filter(({ at, customer }) => customer === merged && at > recordedAt && at < until)).toEqual([]);
      }
    }),
    { numRuns: 2, seed: 5 },
  );
  expect(merges).toBeGreaterThan(0);
});

it('finds what a customer became in the course of a day as far as was known by its end, and no more', async () => {
  const by: Readonly<Record<string, (was: Values | undefined, is: Values) => boolean>> = {
    stage: (was, is) => was?.['stage'] !== is['stage'],
    lapsed: (was, is) => was?.['stage'] === 'at_risk' && is['stage'] === 'churned',
    tier: (was, is) => was?.['tier'] === 'normal' && is['tier'] !== 'normal',
    enters: (was, is) => isGood(is) && !(was !== undefined && isGood(was)),
    leaves: (was, is) => was !== undefined && isGood(was) && !isGood(is),
  };
  let found = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async (all) => {
      const events = eventsOf({ ...all, quiet: [false] }, Object.keys(by));
      const live = await lived(events, { ...all, looks: all.looks.map(() => [true, true]) });
      const known = new Map<number, ReadonlyMap<string, Values>>();
      for (let day = FROM - 1; day <= TO; day++)
        known.set(day, customersByHand(events.filter(isOfCustomers), { day, knownAt: day }, STRICT));
      for (const [id, is] of Object.entries(by)) {
        const expected: string[] = [];
        for (let day = FROM; day <= TO; day++)
          for (const [customer, values] of known.get(day) ?? [])
            if (is(known.get(day - 1)?.get(customer), values)) expected.push(`${formatDay(day + 1)} ${customer}`);
        const decided = decisionsOf(live, id)
          .map(({ at, customer }) => `${at.slice(0, 10)} ${customer}`)
          .filter((one) => one >= formatDay(FROM + 1) && one < formatDay(TO + 2));
        expect([id, decided.toSorted()]).toEqual([id, expected.toSorted()]);
        found += expected.length;
      }
    }),
    { numRuns: 4, seed: 11 },
  );
  expect(found).toBeGreaterThan(20);
});

it('judges a customer among all others as they were known by the end of the day, and by what it ever bought', async () => {
  const seen = { taken: 0, condition: 0 };
  await fc.assert(
    fc.asyncProperty(drawn, async (all) => {
      const events = eventsOf({ ...all, quiet: [false] }, ['ranked']);
      const live = await lived(events, all);
      for (const { at, customer, decision, reason } of decisionsOf(live, 'ranked')) {
        if (reason === 'late') continue;
        const day = UTC.dayOf(at) - 1;
        const values = customersByHand(events.filter(isOfCustomers), { day, knownAt: day }, STRICT).get(customer);
        const { r = 0, f = 0, products } = values ?? {};
        const isTrue = Number(r) > 3 && (Number(f) > 1 || (products as readonly string[]).includes('cup'));
        expect([at, customer, reason ?? decision]).toEqual([at, customer, isTrue ? 'taken' : 'condition']);
        seen[isTrue ? 'taken' : 'condition']++;
      }
    }),
    { numRuns: 4, seed: 11 },
  );
  expect(Math.min(seen.taken, seen.condition)).toBeGreaterThan(5);
});

function isGood({ orders, last_purchase_days: days }: Values): boolean {
  return Number(orders) >= 1 && days !== undefined && Number(days) < 15;
}

function isOfCustomers({ type }: RecordedEvent): boolean {
  return !/^(Automation|Segment)/.test(type);
}
