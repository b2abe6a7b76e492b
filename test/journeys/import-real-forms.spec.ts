import { describeForms } from './import-forms.js';
import { originalOf, withMap } from './import-variants.js';
import { describeWithRealData, ERP_MAP, realFile } from './real-data.js';

const ZONE = 'Europe/Berlin';
const PRESETS = {
  'amazon-orders': 'amazon-orders.txt',
  'hubspot-deals': 'hubspot-deals.csv',
  'shopify-orders': 'shopify-orders.csv',
  'stripe-payments': 'stripe-payments.csv',
};

describeWithRealData('the samples of real systems', () => {
  for (const [preset, sample] of Object.entries(PRESETS))
    describeForms(sample, () => originalOf(realFile(`import/${sample}`), ZONE, preset));
  describeForms('erp-umsatz.csv', () => Promise.resolve(withMap(realFile('import/erp-umsatz.csv'), ZONE, ERP_MAP)));
});
