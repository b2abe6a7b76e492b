import type { Cohorts as CohortsAnswer, ListCohortsQuery } from '#client/index.js';
import { go, withParameters, type Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { clocksIn } from '../book/clocks.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Select } from '../parts/select.js';
import { FigureTable } from '../parts/figure-table.js';
import { useSpeech } from '../page-means.js';
import { heatClass } from './heat.js';

const GRAINS = ['month', 'quarter', 'year'] as const;
const MEASURES = ['customers', 'revenue'] as const;

/** Who came when, and how many of them bought again, or how much they have brought. */
export function Cohorts({ address }: { readonly address: Address }) {
  const { t, name } = useSpeech();
  const { search } = address;
  const grain = GRAINS.find((one) => one === search.get('grain')) ?? 'month';
  const measure = MEASURES.find((one) => one === search.get('measure')) ?? 'customers';
  const query: ListCohortsQuery = { grain, measure, ...clocksIn(address) };
  const asked = useAnswer(JSON.stringify(query), (signal) => server.listCohorts(query, { signal }));
  return (
    <>
      <div class="place-head">
        <h1>{t('cohorts')}</h1>
        <p class="fine">{t(`cohorts.${measure}`)}</p>
      </div>
      <div class="question-bar">
        <Select
          label={t('measure')}
          value={measure}
          options={MEASURES.map((one) => [one, t(`measure.${one}`)])}
          onChange={(next) => go(withParameters(address, { measure: next }))}
        />
        <Select
          label={t('grain')}
          value={grain}
          options={GRAINS.map((one) => [one, name(one)])}
          onChange={(next) => go(withParameters(address, { grain: next }))}
        />
      </div>
      <ClockControls address={address} />
      <Said asked={asked}>{(answer) => <CohortTable answer={answer} />}</Said>
    </>
  );
}

type Cell = CohortsAnswer['cohorts'][number]['cells'][number];

function CohortTable({ answer: { cohorts, measure } }: { readonly answer: CohortsAnswer }) {
  const { t, format } = useSpeech();
  if (cohorts.length === 0) return <p class="nothing">{t('nothing')}</p>;
  const ages = [...new Set(cohorts.flatMap(({ cells }) => cells.map(({ age }) => age)))].sort((a, b) => a - b);
  // Who came buys in the first period by definition: it would outshine all others.
  const strength = ({ age, rate, value }: Cell): number =>
    measure === 'customers' ? (age === 0 ? 0 : (rate ?? 0)) : Number(value);
  const most = Math.max(...cohorts.flatMap(({ cells }) => cells.map(strength)), 1e-9);
  const shown = ({ rate, value }: Cell): string =>
    measure === 'customers' ? format.percent(rate) : format.rounded(value);
  const exact = ({ rate, value }: Cell): string =>
    measure === 'customers'
      ? format.exact(rate, { type: 'number', unit: 'ratio' })
      : format.exact(value, { type: 'decimal', unit: 'money' });
  return (
    <>
      <FigureTable caption={t('cohorts')} isMatrix>
        <thead>
          <tr>
            <th scope="col">{t('cohort')}</th>
            <th scope="col" class="is-number">
              {t('customers')}
            </th>
            {ages.map((age) => (
              <th key={age} scope="col" class="is-number">
                <span class="unseen">{t('cohorts.after')} </span>
                {age}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map(({ cohort, size, cells }) => (
            <tr key={cohort}>
              <th scope="row">{format.period(cohort)}</th>
              <td class="is-number">{format.count(size)}</td>
              {ages.map((age) => {
                const cell = cells.find((one) => one.age === age);
                if (cell === undefined) return <td key={age} />;
                const mark = cell.incomplete ? ' is-running' : '';
                return (
                  <td
                    key={age}
                    class={`is-number ${heatClass(strength(cell) / most)}${mark}`}
                    title={`${format.period(cell.period)}: ${exact(cell)}`}
                  >
                    {shown(cell)}
                    {cell.incomplete && <span class="unseen"> {t('incomplete')}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </FigureTable>
      <p class="fine">{t('cohorts.running')}</p>
    </>
  );
}
