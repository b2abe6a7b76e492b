import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Problem } from '#kernel/problem.js';
import type { Recording } from '#ledger/ledger.js';
import type { CloudEvent } from '#subjects/cloud-events/cloud-event.js';
import { Desk } from '#testing/desk.js';
import { takeEvents, type IntakeBook } from './take-events.js';

/** A book whose process dies at some of its appends: what was appended stays, what it remembered does not. */
class MortalBook {
  readonly desk = new Desk();
  private until = Infinity;

  /** Dies after so many more appends, the last of which is on disk, or is not. */
  diesAfter(appends: number, isStored: boolean): void {
    const append = this.desk.log.append.bind(this.desk.log);
    this.until = appends;
    this.desk.log.append = async (...call) => {
      this.until--;
      if (this.until === 0 && isStored) await append(...call);
      if (this.until <= 0) throw new Problem('log-unavailable', 'the process is dead');
      return append(...call);
    };
    this.revive = () => {
      this.desk.log.append = append;
      this.desk.restart();
    };
  }

  revive = (): void => undefined;

  book(): IntakeBook {
    const { ledger, log } = this.desk;
    const record = (type: string, data: unknown, how?: Recording) => ledger.record(type, data, how);
    return {
      ledger: {
        record,
        take: (...command) => ledger.take(...command),
        commands: ledger.commands,
        forget: () => ledger.forget(),
      },
      log,
      countEvent: () => undefined,
    };
  }

  /** Types of all that was recorded, in order of their names. */
  async types(): Promise<readonly string[]> {
    return (await this.desk.log.readAll(0, 1_000)).map(({ type }) => type).sort();
  }
}

function event(id: string, type: string, data: CloudEvent['data']): CloudEvent {
  const own = { id, source: '/shop', type };
  return {
    ...own,
    time: '2024-04-01T10:00:00Z',
    attributes: { specversion: '1.0', ...own },
    ...(data !== undefined && { data }),
  };
}

const lines = [{ product: 'tea', quantity: 1, unitPrice: '10' }];
const EVENTS = [
  event('e1', 'tallybook.RegisterCustomer', { id: 'c1', registeredAt: '2024-01-01' }),
  event('e2', 'tallybook.RecordSale', { id: 's1', customerId: 'c1', lines }),
  event('e3', 'tallybook.RecordSale', { customerId: 'c1', lines }),
  event('e4', 'com.unknown', { any: 'thing' }),
  event('e5', 'tallybook.RefundSale', { id: 'r1', saleId: 's1', amount: '99' }),
];
/** Three facts, each with its note; one event that is unknown, and one whose fact is refused after it was noted. */
const ALL = [
  ...['CloudEventQuarantined', 'CloudEventQuarantined', 'CloudEventTaken', 'CloudEventTaken', 'CloudEventTaken'],
  ...['CloudEventTaken', 'CustomerRegistered', 'SaleRecorded', 'SaleRecorded'],
];

describe('events of other systems', () => {
  it('are facts once, or quarantined once, wherever the process dies and is sent them again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.boolean()), { maxLength: 4 }),
        async (deaths) => {
          const mortal = new MortalBook();
          for (const [appends, isStored] of deaths) {
            mortal.diesAfter(appends, isStored);
            const [death] = await Promise.allSettled([takeEvents(mortal.book(), EVENTS)]);
            const reason: unknown = death.status === 'rejected' ? death.reason : { code: 'log-unavailable' };
            expect(reason).toMatchObject({ code: 'log-unavailable' });
            mortal.revive();
          }
          const outcomes = await takeEvents(mortal.book(), EVENTS);
          expect(outcomes.filter((one) => one instanceof Problem)).toEqual([]);
          expect(await mortal.types()).toEqual(ALL);
          const again = await takeEvents(mortal.book(), EVENTS);
          expect(again.map((one) => ('outcome' in one ? one.outcome : one.code))).toEqual([
            ...['duplicate', 'duplicate', 'duplicate', 'quarantined', 'quarantined'],
          ]);
          expect(await mortal.types()).toEqual(ALL);
        },
      ),
      { numRuns: 60 },
    );
  });
});
