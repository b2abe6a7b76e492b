import type { Random } from '#demo/random.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { Fact } from '#subjects/reactions.js';

export const DAY = 24 * 3_600_000;
const ROUNDS = 7;
const REGIONS = ['north', 'south'];
const CHANNELS = ['ops', 'desk'];
const about = { title: 't', window: 'day', severity: 'info' };

/** Judged while their windows last, at the turn of the day, and after some days. */
export const RULES: readonly Readonly<Record<string, unknown>>[] = [
  {
    ...about,
    id: 'much',
    metric: 'revenue.net',
    by: 'region',
    condition: { above: '100' },
    clear: '60',
    channels: CHANNELS,
  },
  { ...about, id: 'month', metric: 'orders', window: 'month', condition: { above: '4' }, channels: ['ops'] },
  { ...about, id: 'little', metric: 'revenue.net', by: 'region', condition: { below: '50' }, channels: ['ops'] },
  { ...about, id: 'rolling', metric: 'units', window: 'last-2-days', condition: { above: '3' }, cooldown: '2d' },
  { ...about, id: 'held', metric: 'revenue.net', condition: { above: '80' }, for: '2d', channels: ['desk'] },
];

/** What a round brings: the same for the same seed, whoever judges. */
interface Round {
  readonly days: number;
  readonly facts: readonly Fact[];
}

/** Sales one round, refunds another, so that what holds at its end is what held on the way; now and then a day or some pass before. */
export function roundsOf(random: Random): readonly Round[] {
  const sold: string[] = [];
  let day = Math.floor(Date.parse('2024-02-26') / DAY);
  return Array.from({ length: ROUNDS }, (_, round) => {
    const days = random.chance(0.5) ? 1 + random.below(3) : 0;
    day += days;
    const isDown = sold.length > 2 && random.chance(0.3);
    const facts = Array.from({ length: 1 + random.below(4) }, (_one, i): Fact | undefined => {
      const id = `r${String(round)}-${String(i)}`;
      if (isDown) {
        const saleId = sold.pop();
        return saleId === undefined ? undefined : refund(id, saleId, day);
      }
      sold.push(id);
      const price = String(20 + random.below(60));
      const lines = [{ product: 'tea', quantity: 1, unitPrice: price }];
      // A late one is of a day that is over.
      const of = random.chance(0.2) ? day - 1 : day;
      return {
        type: 'RecordSale',
        data: { id, occurredAt: `${formatDay(of)}T07:00:00Z`, region: random.pick(REGIONS), lines },
      };
    });
    return { days, facts: facts.filter((fact) => fact !== undefined) };
  });
}

function refund(id: string, saleId: string, day: number): Fact {
  return { type: 'RefundSale', data: { id, saleId, occurredAt: `${formatDay(day)}T07:30:00Z`, amount: '20' } };
}
