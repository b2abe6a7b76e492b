import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Calendar } from '#kernel/time/calendar.js';
import { formatDecimal } from '#kernel/decimal.js';
import type { SaleEvent } from './sale.events.js';
import { saleDecider, type RefundSale, type Sale } from './sale.decider.js';
import { RECORDING } from './sale.commands.js';
import { saleEffect } from './sale.facts.js';

const calendar = new Calendar('UTC', 1);
const reading = { calendar, currency: 'USD', now: '2024-06-01T00:00:00.000Z' };

const micro = (max: number) => fc.integer({ min: 1, max }).map((value) => formatDecimal(BigInt(value)));
const line = fc.record({
  product: fc.constantFrom('tea', 'pot', 'bag'),
  quantity: fc.integer({ min: 1, max: 5_000 }).map((value) => formatDecimal(BigInt(value) * 1_000n)),
  unitPrice: fc.oneof(micro(20), micro(50_000_000)),
  discountRate: fc.option(micro(1_000_000), { nil: undefined }),
  tax: fc.option(fc.oneof(micro(20), micro(9_000_000)), { nil: undefined }),
});
const foreign = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  rate: fc.oneof(micro(2_000_000), micro(20)),
  tax: fc.option(micro(9_000_000), { nil: undefined }),
});
/** Of a line, or (-1) of the whole sale: so many sixths of what is left. */
const step = fc.record({ line: fc.integer({ min: -1, max: 3 }), sixths: fc.bigInt({ min: 0n, max: 6n }) });

interface Book {
  readonly events: SaleEvent[];
  state: Sale;
}

function record(book: Book, command: Parameters<typeof saleDecider.decide>[0]): void {
  for (const event of saleDecider.decide(command, book.state)) {
    book.events.push(event);
    book.state = saleDecider.evolve(book.state, event);
  }
}

type Sold = { readonly lines: readonly object[]; readonly rate: string; readonly tax: string | undefined };

function sell({ lines, rate, tax }: Sold): Book {
  const { command } = RECORDING.read({ id: 's', occurredAt: '2024-01-01', currency: 'EUR', lines, tax }, reading);
  const book: Book = { events: [], state: saleDecider.initial };
  record(book, { ...command, sale: { ...command.sale, rate }, opportunityKnown: false });
  return book;
}

function giveBack(book: Book, { line: of, sixths }: { readonly line: number; readonly sixths: bigint }): void {
  const rests = of === -1 ? book.state.left : book.state.left.slice(of, of + 1);
  const part = (amounts: readonly bigint[]) => (amounts.reduce((sum, amount) => sum + amount, 0n) * sixths) / 6n;
  const amount = part(rests.map(({ net }) => net.amount));
  if (amount === 0n) return;
  const said = { amount: formatDecimal(amount), tax: formatDecimal(part(rests.map(({ tax }) => tax.amount))) };
  const refund = `r${String(book.events.length)}`;
  const command: RefundSale = { type: 'RefundSale', id: 's', refund, at: '2024-02-01T00:00:00.000Z' };
  record(book, of === -1 ? { ...command, ...said } : { ...command, lines: [{ line: of, ...said }] });
}

/** Sums of the figures by product, over all days. */
function figures(events: readonly SaleEvent[]) {
  const sums = new Map<string, { net: bigint; tax: bigint; original: bigint }>();
  for (const { own, measures } of events.flatMap((event) => saleEffect(event, calendar).entries)) {
    const product = own[4] as string;
    const [gross = 0n, discount = 0n, tax = 0n, refunded = 0n, ownGross = 0n, ownDiscount = 0n, , ownRefunded = 0n] =
      measures.slice(3);
    const original = ownGross - ownDiscount - ownRefunded;
    const sum = sums.get(product) ?? { net: 0n, tax: 0n, original: 0n };
    const net = sum.net + gross - discount - refunded;
    sums.set(product, { net, tax: sum.tax + tax, original: sum.original + original });
  }
  return sums;
}

describe('refunds of a foreign sale', () => {
  it('leave nothing when they have taken it all, by any lines and amounts', () => {
    let partly = 0;
    fc.assert(
      fc.property(foreign, fc.array(step, { maxLength: 8 }), (sale, steps) => {
        const book = sell(sale);
        for (const one of steps) giveBack(book, one);
        const before = book.events.length;
        giveBack(book, { line: -1, sixths: 6n });
        if (before > 2 && book.events.length > before) partly++;
        // Tax is given back only with an amount: where none was left for the last refund, tax may be.
        const left = book.events.length > before ? 0n : undefined;
        for (const { net, tax, original } of figures(book.events).values())
          expect([net, original, tax]).toEqual([0n, 0n, left ?? tax]);
      }),
      { numRuns: 1_000 },
    );
    expect(partly).toBeGreaterThan(100);
  });

  it('never count as less than nothing, or as more than the sale', () => {
    fc.assert(
      fc.property(foreign, fc.array(step, { maxLength: 8 }), (sale, steps) => {
        const book = sell(sale);
        for (const one of steps) {
          giveBack(book, one);
          for (const { net, tax } of book.state.left) {
            expect(net.inBase).toBeGreaterThanOrEqual(0n);
            expect(tax.inBase).toBeGreaterThanOrEqual(0n);
          }
        }
        const given = book.events.slice(1).flatMap((event) => saleEffect(event, calendar).entries);
        for (const { measures } of given) {
          expect(measures[5]).toBeLessThanOrEqual(0n);
          expect(measures[6]).toBeGreaterThanOrEqual(0n);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('go with their sale when it is voided', () => {
    fc.assert(
      fc.property(foreign, fc.array(step, { maxLength: 8 }), (sale, steps) => {
        const book = sell(sale);
        for (const one of steps) giveBack(book, one);
        record(book, { type: 'VoidSale', id: 's', change: 'v', reason: 'mistake' });
        for (const sums of figures(book.events).values()) expect(sums).toEqual({ net: 0n, tax: 0n, original: 0n });
      }),
      { numRuns: 300 },
    );
  });
});
