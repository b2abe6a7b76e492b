import { describeForms } from './import-forms.js';
import { originalOf } from './import-variants.js';

const SAMPLES = new URL('./import-samples/', import.meta.url).pathname;

/** Presets whose files say all of a thing wherever its rows stand. */
const ORIGINALS = [
  ['amazon-orders', 'amazon-orders.txt', 'Europe/Berlin'],
  ['hubspot-deals', 'hubspot-deals.csv', 'UTC'],
  ['paypal', 'paypal.csv', 'America/Los_Angeles'],
  ['salesforce-opportunities', 'salesforce-opportunities.csv', 'UTC'],
  ['shopify-orders', 'shopify-orders.csv', 'Europe/Berlin'],
  ['square-items', 'square-items.csv', 'America/New_York'],
  ['stripe-payments', 'stripe-payments.csv', 'UTC'],
  ['woocommerce-orders', 'woocommerce-orders.csv', 'Europe/London'],
  ['xero-invoices', 'xero-invoices.csv', 'Australia/Sydney'],
] as const;

for (const [preset, sample, zone] of ORIGINALS)
  describeForms(`a file of ${preset}`, () => originalOf(SAMPLES + sample, zone, preset));
