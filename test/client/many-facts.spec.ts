import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tallybook, type Persistence, type Settled } from '#client/index.js';
import { Stage } from '../journeys/stage.js';
import { Outages, type Fate } from './outages.js';

/** What all parts come to. */
async function sent(url: string, lines: readonly string[], options: Partial<Persistence> = {}) {
  const parts: Settled[] = [];
  await collect(tallybook(url).recordMany(lines, { waits: [0], ...options }), parts);
  const sum = (name: 'accepted' | 'duplicates' | 'rejected' | 'lines') =>
    parts.reduce((total, part) => total + part[name], 0);
  return {
    accepted: sum('accepted'),
    duplicates: sum('duplicates'),
    rejected: sum('rejected'),
    lines: sum('lines'),
    errors: parts.flatMap(({ errors }) => errors),
  };
}

async function collect<Item>(items: AsyncIterable<Item>, into: Item[]): Promise<void> {
  for await (const item of items) into.push(item);
}

const fate = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Fate>('well') },
  fc.constantFrom<Fate>('lost', 'unheard', 'refused'),
  {
    weight: 3,
    arbitrary: fc.record({ endsAt: fc.integer({ min: 1, max: 9 }), behind: fc.integer({ min: 0, max: 4 }) }),
  },
);

describe('many facts through outages', () => {
  let stage: Stage;
  let outages: Outages;
  let url: string;
  beforeAll(async () => {
    stage = await Stage.open();
    outages = new Outages(stage.url);
    url = await outages.open();
  });
  afterAll(async () => {
    outages.close();
    await stage.close();
  });

  it('counts every fact as one without any does, and says what is wrong with which line', async () => {
    let run = 0;
    // Several lines of the same fact, some there before, some that are refused.
    const ids = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(ids, ids, fc.array(fate, { maxLength: 6 }), async (before, facts, fates) => {
        const name = `r${String(run++)}`;
        const lineOf = (id: number): string =>
          JSON.stringify({ type: 'RegisterCustomer', data: { id: id === 0 ? '' : `${name}-${String(id)}` } });
        outages.fates = [];
        await sent(url, before.map(lineOf));
        outages.fates = [...fates];
        const { errors, ...counts } = await sent(url, facts.map(lineOf));
        const fresh = new Set(facts.filter((id) => id !== 0 && !before.includes(id))).size;
        const bad = facts.flatMap((id, i) => (id === 0 ? [i + 1] : []));
        const duplicates = facts.length - fresh - bad.length;
        expect(counts).toEqual({ accepted: fresh, duplicates, rejected: bad.length, lines: facts.length });
        expect(errors.map(({ line }) => line)).toEqual(bad);
      }),
      { numRuns: 150 },
    );
  });

  it('says once that it waits and that it goes on', async () => {
    const said: string[] = [];
    outages.fates = ['refused', 'refused', { endsAt: 2, behind: 0 }, 'refused'];
    const lines = ['w1', 'w2'].map((id) => JSON.stringify({ type: 'RegisterCustomer', data: { id } }));
    const all = await sent(url, lines, { tell: (line) => said.push(line) });
    expect(all).toMatchObject({ accepted: 2, lines: 2 });
    const wait = 'it is away; trying again for 120 s';
    expect(said).toEqual([wait, 'it goes on', wait, 'it goes on']);
  });

  it('gives up after a while with the counts of what is settled', async () => {
    outages.fates = [{ endsAt: 2, behind: 0 }, ...Array<Fate>(1_000).fill('refused')];
    const lines = ['g1', 'g2', 'g3'].map((id) => JSON.stringify({ type: 'RegisterCustomer', data: { id } }));
    const parts: Settled[] = [];
    const sending = collect(tallybook(url).recordMany(lines, { waits: [1], patience: 50 }), parts);
    await expect(sending).rejects.toThrow('it is away');
    expect(parts).toMatchObject([{ accepted: 1, duplicates: 0, lines: 1 }]);
    outages.fates = [];
  });

  it('reads no further than the part that is being settled, and says of each line which it is', async () => {
    let read = 0;
    const facts = async function* () {
      for (; read < 2_300; read++) {
        const id = read % 900 === 0 ? '' : `p${String(read)}`;
        yield { type: 'RegisterCustomer' as const, data: { id } };
      }
    };
    const seen: (readonly unknown[])[] = [];
    for await (const { lines, errors } of tallybook(stage.url).recordMany(facts()))
      seen.push([read, lines, errors.map(({ line }) => line)]);
    expect(seen).toEqual([
      [999, 1_000, [1, 901]],
      [1_999, 1_000, [1_801]],
      [2_300, 300, []],
    ]);
  });

  it('takes the JSON of a fact as it is, also over several lines', async () => {
    const fact = '{"type": "RegisterCustomer",\n"data": {"id": "as-it-is", "name": "1.50"}}';
    expect(await sent(stage.url, [fact, fact])).toMatchObject({ accepted: 1, duplicates: 1, lines: 2, errors: [] });
  });

  it('leaves off with the reason of a signal', async () => {
    const ending = new AbortController();
    const reason = new Error('enough');
    outages.fates = ['silent'];
    outages.onSilence = () => ending.abort(reason);
    const line = JSON.stringify({ type: 'RegisterCustomer', data: { id: 'never' } });
    await expect(sent(url, [line], { signal: ending.signal })).rejects.toBe(reason);
  });
});
