import type { CustomerValues } from '#client/index.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { useMiningTexts } from './mining-texts.js';
import { rounded } from './rounded.js';

/** What the model would have expected since an earlier day, against what was bought since, by how often customers had come again. */
export function Holdout({ holdout }: { readonly holdout: NonNullable<CustomerValues['holdout']> }) {
  const { format } = useSpeech();
  const said = useMiningTexts();
  const { calibration, predicted, actual, classes } = holdout;
  const customers = classes.reduce((sum, one) => sum + one.customers, 0);
  const rows = [...classes, { frequency: undefined, customers, predicted, actual }];
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{said('holdout.title', { day: format.day(calibration) })}</h2>
        <p class="fine">{said('holdout.is')}</p>
      </header>
      {predicted === null && <p class="notice">{said('value.little')}</p>}
      <Rows
        caption={said('holdout')}
        columns={[said('again'), ...[said('customers'), said('predicted'), said('came')].map((one) => `#${one}`)]}
        rows={rows.map((one) => [
          one.frequency ?? said('holdout.all'),
          format.count(one.customers),
          format.count(rounded(one.predicted, 1)),
          format.count(one.actual),
        ])}
      />
    </section>
  );
}
