import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithRealData, ERP_MAP, realFile } from './real-data.js';
import { scratchFolder, Server, tally } from './server.js';

/** What a sample says of itself. */
interface Expected {
  readonly currency: string;
  readonly timeZone?: string;
  readonly asOf?: string;
  readonly totals: Readonly<Record<string, string | number>>;
  readonly unconverted?: Readonly<Record<string, string>>;
  readonly months?: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  readonly ids?: readonly string[];
  readonly win_rate?: number;
  readonly sales_cycle?: { readonly mean: number };
  readonly guestOrders?: number;
}

for (const name of [
  'amazon-orders.txt',
  'erp-umsatz.csv',
  'hubspot-deals.csv',
  'shopify-orders.csv',
  'stripe-payments.csv',
])
  describeWithRealData(`the sample ${name}`, () => {
    const wanted = JSON.parse(readFileSync(realFile(`import/${name}.expected.json`), 'utf8')) as Expected;
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;
    let server: Server;

    beforeAll(async () => {
      scratch = await scratchFolder();
      const { currency, timeZone = 'Europe/Berlin' } = wanted;
      server = await Server.start(join(scratch.folder, 'data'), {
        TALLY_CURRENCY: currency,
        TALLY_TIME_ZONE: timeZone,
      });
    });
    afterAll(async () => {
      await server.stop();
      await scratch.remove();
    });

    it('is recorded whole, by its preset or a short map, and once', async () => {
      const file = join(scratch.folder, name);
      copyFileSync(realFile(`import/${name}`), file);
      const map = join(scratch.folder, 'erp.sql');
      writeFileSync(map, ERP_MAP);
      const args = ['import', file, '--url', server.url, ...(name.startsWith('erp') ? ['--map', map] : [])];
      expect(ERP_MAP.split('\n').length).toBeLessThanOrEqual(20);
      const tried = await tally([...args, '--dry-run']);
      expect([tried.code, tried.out]).toEqual([
        0,
        expect.stringMatching(/^\d+ would be recorded, 0 are there, 0 would be/),
      ]);
      const { code, out } = await tally(args);
      expect([code, out]).toEqual([0, expect.stringMatching(/^\d+ recorded, 0 there before, 0 refused/)]);
      expect((await tally(args)).out).toMatch(/^0 recorded, \d+ there before, 0 refused/);
    });

    it('has every figure that is known of it', async () => {
      const { asOf = '2025-12-31', totals, months = {}, unconverted = {} } = wanted;
      expect(await server.rows({ metrics: Object.keys(totals), asOf })).toEqual([totals]);
      for (const [month, figures] of Object.entries(months)) {
        const question = {
          metrics: Object.keys(figures),
          grain: 'month',
          from: `${month}-01`,
          to: lastDay(month),
          asOf,
        };
        expect(await server.rows(question)).toEqual([{ month, ...figures }]);
      }
      const without = await server.rows({ metrics: ['revenue.unconverted'], by: ['currency'], asOf });
      const amounts = without.map((row) => [row['currency'], row['revenue.unconverted']]);
      expect(Object.fromEntries(amounts.filter(([, amount]) => amount !== '0'))).toEqual(unconverted);
    });

    it('has what else is known of it', async () => {
      const { asOf = '2025-12-31', ids = [], win_rate, sales_cycle, guestOrders } = wanted;
      for (const id of ids) expect((await server.get(`/v1/customers/${id}`))['id']).toBe(id);
      const known = { win_rate, 'sales_cycle.mean': sales_cycle?.mean };
      for (const [metric, value] of Object.entries(known).filter(([, one]) => one !== undefined))
        expect(await server.rows({ metrics: [metric], asOf })).toEqual([{ [metric]: value }]);
      const orders = await server.rows({ metrics: ['orders'], by: ['stage'], asOf });
      const guests = orders.find(({ stage }) => stage === '')?.['orders'];
      expect(guestOrders ?? guests).toBe(guests);
    });
  });

function lastDay(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
}
