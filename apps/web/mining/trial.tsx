import type { ChurnRisk } from '#client/index.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { useMiningTexts } from './mining-texts.js';
import { rounded } from './rounded.js';

/** How good an estimate of risk was on a day whose outcome is known, beside a rule that costs nothing. */
export function Trial({ holdout }: Pick<ChurnRisk, 'holdout'>) {
  const { format } = useSpeech();
  const said = useMiningTexts();
  if (holdout === null) return <p class="fine">{said('trial.none')}</p>;
  const { origin, customers, lost, auc, brier, calibration, overdue, asMany } = holdout;
  const figure = (value: number | null): string => format.count(rounded(value, 3));
  const numbers = (names: readonly string[]): readonly string[] => names.map((name) => `#${name}`);
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{said('trial')}</h2>
        <p class="fine">
          {said('trial.is', { day: format.day(origin), customers: format.count(customers), lost: format.count(lost) })}
        </p>
      </header>
      <Rows
        caption={said('trial')}
        columns={[said('who'), ...numbers([said('auc'), said('brier'), said('precision'), said('recall')])]}
        rows={[
          [said('by.model'), figure(auc), figure(brier), '–', '–'],
          [said('by.many'), '–', '–', format.percent(asMany.precision), format.percent(asMany.recall)],
          [
            said('by.overdue'),
            figure(overdue.auc),
            '–',
            format.percent(overdue.precision),
            format.percent(overdue.recall),
          ],
        ]}
      />
      <p class="fine">{said('auc.is')}</p>
      <h3>{said('calibration')}</h3>
      <Rows
        caption={said('calibration')}
        columns={[said('risk.of'), ...numbers([said('customers'), said('predicted'), said('came')])]}
        rows={calibration.map((group) => [
          `${format.percent(group.from)} – ${format.percent(group.to)}`,
          format.count(group.customers),
          format.percent(group.predicted),
          format.percent(group.actual),
        ])}
      />
    </section>
  );
}
