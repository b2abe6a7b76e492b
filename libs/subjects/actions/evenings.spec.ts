import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel/event.js';
import { formatDay } from '#kernel/time/calendar.js';
import { recorded, registered, sale, sold } from '#testing/book-events.js';
import { LiveAutomation, said } from '#testing/live-automation.js';
import { FIRST_DAY } from '#testing/random-book.js';

const DAY = FIRST_DAY + 100;
const RULE = { title: 't', do: [{ followUp: {} }], once: 'per-entry', holdOut: '0', enabled: true };
const SEGMENT = said('Segment', 'buyers', { title: 'b', rule: 'orders > 0 && last_purchase_days < 30' }, FIRST_DAY);
const soldOn = (day: number, on = day) => ({ on, event: sold(sale(`s${String(day)}-${String(on)}`, 'ada', '5'), day) });
const ADA = { on: FIRST_DAY, event: registered('ada', FIRST_DAY) };

/** What was decided of occasions, by when they became known, of facts in the order in which they are recorded. */
async function decisionsOf(
  content: object,
  facts: readonly { readonly on: number; readonly event: object; readonly quiet?: boolean }[],
): Promise<readonly string[]> {
  const all = [ADA, SEGMENT, said('Automation', 'a', { ...RULE, ...content }, FIRST_DAY), ...facts];
  const events = recorded(all as never).map((event, i): RecordedEvent => {
    const { quiet = false, stream = event.stream } = all[i] as { quiet?: boolean; stream?: string };
    return { ...event, stream, envelope: quiet ? { quiet } : {} };
  });
  const live = await LiveAutomation.on(events, `${formatDay(DAY)}T00:00:00.000Z`);
  await live.look(`${formatDay(DAY + 60)}T00:01:00.000Z`);
  const dry = await live.dryRun('a', { from: formatDay(DAY), to: formatDay(DAY + 60) });
  return dry.map(({ at, occasion, decision, reason }) => {
    const made = live.decided.find(({ data }) => data.occasion === occasion);
    expect([at, reason]).toEqual([made?.data.at, made?.type === 'ActionSkipped' ? made.data.reason : undefined]);
    return `${String(Date.parse(at) / 86_400_000 - DAY)} ${reason ?? decision}`;
  });
}

describe('what became known with the end of a day', () => {
  const enters = { on: { enters: 'buyers' } };

  it('is late where it has been so for more than three days', async () => {
    expect(await decisionsOf(enters, [soldOn(DAY + 5, DAY + 8)])).toEqual(['9 taken']);
    expect(await decisionsOf(enters, [soldOn(DAY + 4, DAY + 8)])).toEqual(['9 late']);
    // By the time it is known it is over: it never was an occasion.
    expect(await decisionsOf(enters, [soldOn(DAY + 4, DAY + 40)])).toEqual([]);
  });

  it('is each time another occasion', async () => {
    expect(await decisionsOf(enters, [soldOn(DAY + 2), soldOn(DAY + 45)])).toEqual(['3 taken', '46 taken']);
    expect(await decisionsOf({ on: { leaves: 'buyers' } }, [soldOn(DAY + 2)])).toEqual(['33 taken']);
  });

  it('is nothing that was loaded quietly, whatever else was recorded on the day', async () => {
    expect(await decisionsOf(enters, [{ ...soldOn(DAY + 2), quiet: true }])).toEqual([]);
    expect(await decisionsOf(enters, [{ ...soldOn(DAY + 1, DAY + 2), quiet: true }, soldOn(DAY + 2)])).toEqual([
      '3 taken',
    ]);
    // What time makes of it later is.
    expect(await decisionsOf({ on: { leaves: 'buyers' } }, [{ ...soldOn(DAY + 2), quiet: true }])).toEqual([
      '33 taken',
    ]);
  });

  it('is nothing that another rule of the segment makes of it', async () => {
    const wider = { ...said('Segment', 'buyers', { title: 'b', rule: 'orders >= 0' }, DAY + 3), on: DAY + 3 };
    expect(await decisionsOf(enters, [wider])).toEqual([]);
  });

  it('is decided after the wait, and not at all where the customer is erased by then', async () => {
    const waits = { ...enters, wait: '3d', if: 'orders == 1' };
    const erased = (on: number) => ({
      on,
      event: {
        type: 'CustomerErased',
        schema: 1,
        occurredAt: `${formatDay(on)}T12:00:00.000Z`,
        key: 'ada',
        data: { customer: 'ada', change: 'x', reason: 'request' },
      },
    });
    expect(await decisionsOf(waits, [soldOn(DAY + 2)])).toEqual(['3 taken']);
    expect(await decisionsOf(waits, [soldOn(DAY + 2), soldOn(DAY + 5)])).toEqual(['3 condition']);
    expect(await decisionsOf(waits, [soldOn(DAY + 2), soldOn(DAY + 6)])).toEqual(['3 taken']);
    expect(await decisionsOf(waits, [soldOn(DAY + 2), erased(DAY + 5)])).toEqual([]);
    expect(await decisionsOf(waits, [soldOn(DAY + 2), erased(DAY + 6)])).toEqual(['3 taken']);
  });
});
