import { describe, expect, it } from '@jest/globals';
import { MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';

/** What is asked of the log and of the outbox between a time and what is done at it. */
const STEPS_OF_DAYS = ['DecideAction', 'moveOn schedule:action.due', 'OpenTask', 'moveOn action.tasks'].flatMap(
  (step) => [`before ${step}`, `after ${step}`],
);
const DAY = 86_400_000;

describe('automations', () => {
  it('decide and act once for ever on what the clock brings, a day for each step at which the process is killed', async () => {
    const days = await MortalBook.open();
    const today = Math.floor(Date.now() / DAY);
    const ahead = (day: number): number => (today + day + 0.5) * DAY - Date.now();
    try {
      let server = await days.start({ ahead: ahead(0) });
      for (const id of ['ada', 'bob']) await server.post('/v1/customers', { id, registeredAt: '2024-01-01' });
      const everybody = { title: 'Everybody', rule: 'orders >= 0' };
      expect((await server.send('PUT', '/v1/segments/all', everybody)).status).toBe(201);
      const on = { every: '0 9 * * *', segment: 'all' };
      const rule = { title: 'Daily', on, do: [{ followUp: { note: 'call' } }, { followUp: {} }] };
      expect((await server.send('PUT', '/v1/automations/daily', rule)).status).toBe(201);
      await server.stop();
      const died: string[] = [];
      for (const [i, diesAt] of STEPS_OF_DAYS.entries()) {
        const mortal = await days.startMortal({ diesAt, ahead: ahead(i + 1) });
        if (mortal !== undefined) await until(() => mortal.ended);
        died.push(diesAt);
      }
      const last = STEPS_OF_DAYS.length + 1;
      server = await days.start({ ahead: ahead(last) });
      const occasions = Array.from({ length: last }, (_, i) => {
        const at = `every@${new Date((today + i + 1) * DAY + 9 * 3_600_000).toISOString()}`;
        return [`ada ${at}`, `bob ${at}`];
      }).flat();
      const opened = async (): Promise<readonly string[]> => {
        const { followUps } = (await server.get('/v1/follow-ups?limit=1000')) as {
          readonly followUps: readonly { readonly customer: string; readonly occasion: string }[];
        };
        return followUps.map(({ customer, occasion }) => `${customer} ${occasion}`).toSorted();
      };
      const all = occasions.flatMap((one) => [one, one]).toSorted();
      await until(async () => (await opened()).length >= all.length);
      const { decisions } = (await server.get('/v1/automations/daily/decisions?limit=1000')) as {
        readonly decisions: readonly { readonly customer: string; readonly occasion: string }[];
      };
      expect(await opened()).toEqual(all);
      await server.stop();
      expect(died).toEqual(STEPS_OF_DAYS);
      expect(decisions.map(({ customer, occasion }) => `${customer} ${occasion}`).toSorted()).toEqual(
        occasions.toSorted(),
      );
    } finally {
      await days.close();
    }
  });
});
