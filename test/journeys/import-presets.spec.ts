import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { PRESETS } from '#book/importing/presets.js';
import { expectTotals, importInto } from './import-samples.js';
import { Stage } from './stage.js';

const SAMPLES = new URL('./import-samples/', import.meta.url).pathname;

/** A sample in the shape of the system's export, and its figures by hand. */
interface Sample {
  readonly file: string;
  readonly currency: string;
  readonly zone: string;
  readonly accepted: number;
  readonly totals: Readonly<Record<string, string | number | null>>;
}

const SAMPLE: Readonly<Record<string, Sample>> = {
  'amazon-orders': {
    file: 'amazon-orders.txt',
    currency: 'EUR',
    zone: 'Europe/Berlin',
    accepted: 1,
    totals: { orders: 1, units: '4', 'revenue.gross': '12.49', 'revenue.discount': '0.49', 'revenue.tax': '2' },
  },
  'hubspot-contacts': {
    file: 'hubspot-contacts.csv',
    currency: 'USD',
    zone: 'UTC',
    accepted: 3,
    totals: { 'customers.total': 3 },
  },
  'hubspot-deals': {
    file: 'hubspot-deals.csv',
    currency: 'USD',
    zone: 'UTC',
    accepted: 7,
    totals: {
      'opportunities.opened': 3,
      'opportunities.won': 1,
      'opportunities.won_value': '2400',
      'opportunities.lost': 1,
      'pipeline.weighted': '400',
      'customers.total': 2,
    },
  },
  'odoo-orders': {
    file: 'odoo-orders.csv',
    currency: 'EUR',
    zone: 'Europe/Brussels',
    accepted: 4,
    totals: { orders: 2, lines: 3, 'revenue.gross': '1059.6', 'revenue.discount': '90', 'customers.total': 2 },
  },
  paypal: {
    file: 'paypal.csv',
    currency: 'USD',
    zone: 'America/Los_Angeles',
    accepted: 6,
    totals: { orders: 2, 'revenue.gross': '1050', 'revenue.refunded': '60', 'customers.total': 2 },
  },
  'quickbooks-sales-by-item': {
    file: 'quickbooks-sales-by-item.csv',
    currency: 'USD',
    zone: 'America/Los_Angeles',
    accepted: 5,
    totals: {
      orders: 2,
      'revenue.gross': '1420',
      'revenue.discount': '10',
      'revenue.refunded': '25',
      'revenue.net': '1385',
      'customers.total': 2,
    },
  },
  'salesforce-opportunities': {
    file: 'salesforce-opportunities.csv',
    currency: 'USD',
    zone: 'UTC',
    accepted: 7,
    totals: {
      'opportunities.opened': 3,
      'opportunities.won_value': '12500',
      'opportunities.lost': 1,
      'pipeline.weighted': '6400',
      'customers.total': 2,
    },
  },
  'shopify-orders': {
    file: 'shopify-orders.csv',
    currency: 'EUR',
    zone: 'Europe/Berlin',
    accepted: 4,
    totals: {
      orders: 2,
      'revenue.gross': '80',
      'revenue.discount': '5',
      'revenue.tax': '4',
      'revenue.refunded': '7.5',
      'customers.total': 1,
    },
  },
  'square-items': {
    file: 'square-items.csv',
    currency: 'USD',
    zone: 'America/New_York',
    accepted: 4,
    totals: {
      orders: 2,
      'revenue.gross': '15.25',
      'revenue.discount': '1',
      'revenue.refunded': '3.5',
      'revenue.net': '10.75',
      'customers.total': 1,
    },
  },
  'stripe-payments': {
    file: 'stripe-payments.csv',
    currency: 'USD',
    zone: 'UTC',
    accepted: 5,
    totals: { orders: 2, 'revenue.gross': '98', 'revenue.refunded': '20', 'customers.total': 2 },
  },
  ubl: {
    file: 'ubl.xml',
    currency: 'EUR',
    zone: 'Europe/Brussels',
    accepted: 2,
    // 99.90 + 10 + 12.50 freight, less 9.90 and 5
    totals: {
      orders: 1,
      lines: 3,
      units: '13.5',
      'revenue.gross': '122.4',
      'revenue.discount': '14.9',
      'revenue.net': '107.5',
      'revenue.tax': '21.08',
      'customers.total': 1,
    },
  },
  'woocommerce-orders': {
    file: 'woocommerce-orders.csv',
    currency: 'EUR',
    zone: 'Europe/London',
    accepted: 6,
    totals: {
      orders: 3,
      'revenue.gross': '54',
      'revenue.discount': '3',
      'revenue.tax': '2',
      'revenue.refunded': '12',
      'customers.total': 2,
    },
  },
  'xero-invoices': {
    file: 'xero-invoices.csv',
    currency: 'AUD',
    zone: 'Australia/Sydney',
    accepted: 3,
    totals: {
      orders: 1,
      'revenue.gross': '330',
      'revenue.discount': '30',
      'revenue.refunded': '30',
      'customers.total': 1,
    },
  },
};

describe('a preset', () => {
  it('is there for each system, with a sample of its export', async () => {
    expect(await PRESETS.names()).toEqual(Object.keys(SAMPLE));
    expect(readdirSync(SAMPLES).sort()).toEqual(Object.values(SAMPLE).map(({ file }) => file));
  });

  it.each(Object.entries(SAMPLE))('%s is found by the header, and makes the figures', async (name, sample) => {
    const file = SAMPLES + sample.file;
    expect(await PRESETS.oneFor(file, {})).toBe(name);
    const stage = await Stage.open(
      { TALLY_CURRENCY: sample.currency, TALLY_TIME_ZONE: sample.zone },
      {},
      '2026-01-01T00:00:00Z',
    );
    try {
      const { accepted, errors } = await importInto(stage, file, await PRESETS.read(name), sample.zone);
      expect([errors, accepted]).toEqual([[], sample.accepted]);
      await expectTotals(stage, sample.totals);
    } finally {
      await stage.close();
    }
  });
});
