import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImportError } from '#imports/import-error.js';
import { mapped, type Facts } from './import-samples.js';
import { originalOf, textOf, VARIANTS, type Original } from './import-variants.js';
import { scratchFolder } from './server.js';

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

describe.each(ORIGINALS)('a file of %s', (preset, sample, zone) => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let original: Original;
  let facts: Facts;

  beforeAll(async () => {
    scratch = await scratchFolder();
    original = await originalOf(SAMPLES + sample, zone, preset);
    facts = await mapped(original.file, original);
  });
  afterAll(() => scratch.remove());

  it.each(Object.entries(VARIANTS))('%s makes the same facts', async (_form, made) => {
    const { name, content, options } = made(original);
    const file = join(scratch.folder, name);
    writeFileSync(file, content);
    expect(await mapped(file, original, options)).toEqual(facts);
  });

  it('that is cut off anywhere loses no more than what was cut, and says which line is none', async () => {
    const whole = Buffer.from(textOf(original));
    const header = whole.indexOf('\n') + 1;
    for (let at = header; at < whole.length; at += Math.ceil((whole.length - header) / 10)) {
      const file = join(scratch.folder, 'cut.csv');
      writeFileSync(file, whole.subarray(0, at));
      const last = whole.subarray(0, at).toString().trimEnd().split('\n').length;
      const found = await mapped(file, original).then(
        ({ unread }) => unread.map(String),
        (error: unknown) => [error instanceof ImportError ? lineIn(error.message) : error],
      );
      expect([at, found.filter((line) => line !== String(last))]).toEqual([at, []]);
    }
  });
});

/** The last line of a file that a message names; a message that names none is itself. */
function lineIn(message: string): string {
  return /[^]*\bline (\d+)/.exec(message)?.[1] ?? message;
}
