import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { suggestedMap } from '#imports/suggest.js';
import { importInto } from './import-samples.js';
import { describeWithRealData, realFile } from './real-data.js';
import { Stage } from './stage.js';

describeWithRealData('the map that is suggested for a sample', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2025-12-31T09:00:00Z');
  });
  afterAll(() => stage.close());

  it.each([
    ['amazon-orders.txt', { quote: 'none' }, 3],
    ['erp-umsatz.csv', { encoding: 'windows-1252', delimiter: ';', quote: 'none', skip: '3' }, 5],
    ['hubspot-deals.csv', {}, 6],
    ['shopify-orders.csv', {}, 9],
    ['stripe-payments.csv', {}, 9],
  ] as const)('runs as it is: %s', async (name, options, facts) => {
    const file = realFile(`import/${name}`);
    const map = await suggestedMap(file, options);
    expect(await importInto(stage, file, map, 'UTC', options)).toEqual({ accepted: facts, errors: [], unread: [] });
  });
});
