import { COMMANDS } from '#subjects/tables.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Problem } from '#kernel/problem.js';
import { Desk } from '#testing/desk.js';
import { FaultyLog } from '#testing/faulty-log.js';
import { Calendar } from '#kernel/time/calendar.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import type { BulkLine, BulkResult } from './bulk-tally.js';
import { recordMany } from './bulk.js';
import { Ledger } from './ledger.js';

interface Row {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

async function* linesOf(values: Iterable<unknown>): AsyncGenerator<BulkLine> {
  let line = 0;
  for (const value of values) yield { line: ++line, value };
}

/** What a request answers that sends the rows one after another. */
async function oneByOne(desk: Desk, rows: readonly Row[]): Promise<BulkResult> {
  const result = { accepted: 0, duplicates: 0, rejected: 0, position: 0, errors: [] as BulkResult['errors'][number][] };
  for (const [i, { type, data }] of rows.entries()) {
    try {
      const { duplicate, position } = await desk.record(type, data);
      result[duplicate ? 'duplicates' : 'accepted']++;
      result.position = Math.max(result.position, position);
    } catch (error) {
      const { code, detail } = error as Problem;
      result.rejected++;
      result.errors.push({ line: i + 1, id: data['id'] as string, code, detail });
    }
  }
  return result;
}

/** What a book holds, whatever the order in which streams that have nothing to do with each other were written. */
async function bookOf(desk: Desk) {
  const events = await desk.log.readAll(0, 10_000);
  const kept = events.map(({ stream, revision, type, occurredAt, key, claim, hash, data }) => {
    return { stream, revision, type, occurredAt, key, claim, hash, data };
  });
  return kept.sort((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.revision - b.revision));
}

const customerId = fc.constantFrom('c1', 'c2');
const saleId = fc.constantFrom('s1', 's2', 's3');
const id = fc.constantFrom('x', 'y', 'z');
const opportunityId = fc.constantFrom('o1', 'o2');
const maybe = fc.option(opportunityId, { nil: undefined });
const day = fc.constantFrom('2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04', '2025-01-01');
const region = fc.constantFrom('North', 'South');
const amount = fc.constantFrom('1', '4', '10');
const lines = amount.map((unitPrice) => [{ product: 'tea', quantity: 1, unitPrice }]);
const of = (type: string, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Row> =>
  fc.record({ type: fc.constant(type), data: fc.record(fields) });
const row = fc.oneof(
  { weight: 3, arbitrary: of('RegisterCustomer', { id: customerId, registeredAt: fc.constant('2024-01-01'), region }) },
  of('ChangeCustomer', { customerId, id, effectiveAt: day, region }),
  of('CloseCustomer', { customerId, id, occurredAt: day }),
  of('ReopenCustomer', { customerId, id, occurredAt: day }),
  { weight: 4, arbitrary: of('RecordSale', { id: saleId, customerId, occurredAt: day, lines, opportunityId: maybe }) },
  { weight: 2, arbitrary: of('RefundSale', { saleId, id, occurredAt: day, amount }) },
  of('VoidSale', { saleId, id, reason: fc.constant('r') }),
  of('RecordCredit', { id, customerId, occurredAt: day, amount }),
  of('LogInteraction', { id, customerId, occurredAt: day, kind: region }),
  of('OpenOpportunity', { id: opportunityId, customerId, openedAt: day }),
  of('WinOpportunity', { opportunityId, id, occurredAt: day }),
  of('LoseOpportunity', { opportunityId, id, occurredAt: day }),
  of('ReopenOpportunity', { opportunityId, id, occurredAt: day }),
  of('VoidInteraction', { interactionId: id, id, reason: fc.constant('r') }),
);

describe('recording many', () => {
  it('does what one by one does, for any lines that depend on each other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 60 }), async (rows) => {
        const bulk = new Desk();
        const single = new Desk();
        const result = await recordMany(bulk.ledger, linesOf(rows));
        const expected = await oneByOne(single, rows);
        expect({ ...result, position: 0 }).toEqual({ ...expected, position: 0 });
        expect(await bookOf(bulk)).toEqual(await bookOf(single));
        expect(result.position).toBe(await bulk.log.tail());
      }),
      { numRuns: 300 },
    );
  });

  it('answers the same book when it is sent again, all duplicates', async () => {
    const desk = new Desk();
    const rows = [
      { type: 'RegisterCustomer', data: { id: 'c1', registeredAt: '2024-01-01' } },
      {
        type: 'RecordSale',
        data: {
          id: 's1',
          customerId: 'c1',
          occurredAt: '2024-01-02',
          lines: [{ product: 'tea', quantity: 1, unitPrice: 2 }],
        },
      },
      { type: 'RefundSale', data: { saleId: 's1', id: 'r1', occurredAt: '2024-01-03', amount: 1 } },
      { type: 'VoidSale', data: { saleId: 's1', id: 'v1', reason: 'mistake' } },
    ];
    const first = { accepted: 4, duplicates: 0, rejected: 0, position: 4, errors: [] };
    expect(await recordMany(desk.ledger, linesOf(rows))).toEqual(first);
    expect(await recordMany(desk.ledger, linesOf(rows))).toEqual({ ...first, accepted: 0, duplicates: 4 });
    expect(await desk.log.tail()).toBe(4);
  });

  it('begins no line while way is given to others, and leaves none out', async () => {
    const desk = new Desk();
    const [asked, others] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const way = {
      before: async () => {
        asked.resolve(undefined);
        await others.promise;
      },
    };
    const rows = Array.from({ length: 700 }, (_, i) => {
      return { type: 'RegisterCustomer', data: { id: `c${String(i)}`, registeredAt: '2024-01-01' } };
    });
    const recording = recordMany(desk.ledger, linesOf(rows), way);
    await asked.promise;
    expect(await desk.log.tail()).toBe(0);
    others.resolve(undefined);
    expect(await recording).toMatchObject({ accepted: 700, rejected: 0, position: 700 });
    expect(await desk.log.tail()).toBe(700);
  });

  it('lets a sale follow the opening of its opportunity, and not come before it', async () => {
    const desk = new Desk();
    const sale = {
      occurredAt: '2024-01-02',
      lines: [{ product: 'tea', quantity: 1, unitPrice: 2 }],
      opportunityId: 'o1',
    };
    const result = await recordMany(
      desk.ledger,
      linesOf([
        { type: 'RecordSale', data: { ...sale, id: 's1' } },
        { type: 'OpenOpportunity', data: { id: 'o1', openedAt: '2024-01-01' } },
        { type: 'RecordSale', data: { ...sale, id: 's2' } },
      ]),
    );
    expect(result).toMatchObject({ accepted: 2, rejected: 1, errors: [{ line: 1, code: 'opportunity-unknown' }] });
  });

  it('tells of every bad line, in their order, and records the others', async () => {
    const desk = new Desk();
    async function* mixed(): AsyncGenerator<BulkLine> {
      yield { line: 1, problem: new Problem('invalid-request', 'is no JSON') };
      yield* [null, 7, 'x', [], {}, { type: 'Nonsense', data: { id: 'n' } }, { type: 'RecordSale' }].map((value, i) => {
        return { line: 2 + i, value };
      });
      yield { line: 9, value: { type: 'RecordSale', data: { id: { toString: 1 }, customerId: { toString: 1 } } } };
      yield { line: 10, value: { type: 'RegisterCustomer', data: { id: 'c1' }, more: 1 } };
      yield { line: 11, value: { type: 'RegisterCustomer', data: { id: 'c1' } } };
    }
    const result = await recordMany(desk.ledger, mixed());
    expect([result.accepted, result.rejected, result.position]).toEqual([1, 10, 1]);
    expect(result.errors.map(({ line, id: of1, code }) => [line, of1, code])).toEqual([
      [1, '', 'invalid-request'],
      [2, '', 'invalid-request'],
      [3, '', 'invalid-request'],
      [4, '', 'invalid-request'],
      [5, '', 'invalid-request'],
      [6, '', 'invalid-request'],
      [7, 'n', 'invalid-request'],
      [8, '', 'invalid-request'],
      [9, '', 'invalid-request'],
      [10, 'c1', 'invalid-request'],
    ]);
    expect(result.errors[0]?.detail).toBe('is no JSON');
  });

  it('keeps the first 1,000 errors and counts the rest', async () => {
    const result = await recordMany(new Desk().ledger, linesOf(Array.from({ length: 2_345 }, (_, i) => i)));
    expect(result.rejected).toBe(2_345);
    expect(result.errors.map(({ line }) => line)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
  });

  it('reads no further than it has recorded, so that a long request needs no more memory than a short one', async () => {
    const desk = new Desk();
    let ahead = 0;
    async function* endless(): AsyncGenerator<BulkLine> {
      for (let line = 1; line <= 5_000; line++) {
        ahead = Math.max(ahead, line - (await desk.log.tail()));
        yield { line, value: { type: 'RegisterCustomer', data: { id: `c${String(line)}` } } };
      }
    }
    expect((await recordMany(desk.ledger, endless())).accepted).toBe(5_000);
    expect(ahead).toBeLessThanOrEqual(1_000);
  });

  it('stops at a fault of the log, and goes on where it was when it is sent again', async () => {
    const memory = new MemoryEventLog(() => new Date(Desk.NOW));
    const log = new FaultyLog(memory);
    const ledger = new Ledger({
      commands: COMMANDS,
      log,
      calendar: new Calendar('UTC', 1),
      currency: 'USD',
      clock: () => new Date(Desk.NOW),
      rules: {},
    });
    const rows = Array.from({ length: 3 }, (_, i) => ({ type: 'RegisterCustomer', data: { id: `c${String(i)}` } }));
    log.faults.push(...Array.from({ length: 13 }, () => 'before' as const));
    const stopped: unknown = await recordMany(ledger, linesOf(rows)).catch((error: unknown) => error);
    expect(stopped).toMatchObject({ code: 'internal', cause: { message: 'the log cannot be reached' } });
    const stored = await memory.tail();
    log.faults.length = 0;
    expect(await recordMany(ledger, linesOf(rows))).toMatchObject({
      accepted: 3 - stored,
      duplicates: stored,
      rejected: 0,
    });
  });

  it('says what became of the lines before the one at which the book took no more', async () => {
    const desk = new Desk();
    const full = new Problem('storage-full', 'the disk takes no more');
    const record = (type: string, data: unknown) =>
      (data as { readonly id: string }).id === 'c502' ? Promise.reject(full) : desk.ledger.record(type, data);
    const customers = Array.from({ length: 600 }, (_, i) => ({
      type: 'RegisterCustomer',
      data: { id: `c${String(i + 1)}` },
    }));
    const rows = customers.with(1, customers[0]!).with(2, { type: 'RegisterCustomer', data: { id: '' } });
    expect(
      await recordMany({ record, commands: COMMANDS }, linesOf(rows)).catch((error: unknown) => error),
    ).toMatchObject({
      code: 'storage-full',
      status: 507,
      detail: 'the disk takes no more; all lines before line 502 are settled: go on from there, or send all again',
      members: { accepted: 499, duplicates: 1, rejected: 1, nextLine: 502, errors: [{ line: 3, id: '' }] },
    });
    // What was recorded behind it is a duplicate then.
    const rest = await recordMany(desk.ledger, linesOf(rows.slice(501)));
    expect([rest.accepted + rest.duplicates, rest.rejected]).toEqual([99, 0]);
    expect(await desk.log.tail()).toBe(598);
  });

  it.each([
    ['after some lines', 3, 4],
    ['after a window of them', 500, 501],
    ['after more', 502, 503],
    ['before the first', 0, 1],
  ])('says what became of the lines of a body that ends badly %s', async (_when, count, nextLine) => {
    const desk = new Desk();
    const rows = Array.from({ length: count }, (_, i) => ({
      type: 'RegisterCustomer',
      data: { id: i === 1 ? '' : `c${String(i)}` },
    }));
    const slow = new Problem('body-too-slow', 'it kept us waiting');
    async function* broken(): AsyncGenerator<BulkLine> {
      yield* linesOf(rows);
      throw slow;
    }
    const rejected = count > 0 ? 1 : 0;
    expect(await recordMany(desk.ledger, broken()).catch((error: unknown) => error)).toMatchObject({
      code: 'body-too-slow',
      status: 408,
      cause: slow,
      detail: `it kept us waiting; all lines before line ${String(nextLine)} are settled: go on from there, or send all again`,
      members: { accepted: count - rejected, duplicates: 0, rejected, position: String(count - rejected), nextLine },
    });
    expect(await desk.log.tail()).toBe(count - rejected);
  });

  it('passes on what its lines end with where nobody is there to be told', async () => {
    const gone = new Error('the connection is gone');
    async function* broken(): AsyncGenerator<BulkLine> {
      yield { line: 1, value: { type: 'RegisterCustomer', data: { id: 'c1' } } };
      throw gone;
    }
    const desk = new Desk();
    await expect(recordMany(desk.ledger, broken())).rejects.toBe(gone);
    expect(await desk.log.tail()).toBe(1);
  });
});
