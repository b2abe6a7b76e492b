import type { Rfm as RfmAnswer } from '#client/index.js';
import type { Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { clocksIn } from '../book/clocks.js';
import { ClockControls } from '../parts/clock-controls.js';
import { FigureTable } from '../parts/figure-table.js';
import { useSpeech } from '../page-means.js';
import { heatClass } from './heat.js';

const SCORES = [5, 4, 3, 2, 1] as const;

/** Everybody who ever bought, by how lately, how often and for how much. */
export function Rfm({ address }: { readonly address: Address }) {
  const { t } = useSpeech();
  const clocks = clocksIn(address);
  const asked = useAnswer(JSON.stringify(clocks), (signal) => server.scoreCustomers(clocks, { signal }));
  return (
    <>
      <div class="place-head">
        <h1>{t('rfm')}</h1>
        <p class="fine">{t('rfm.is')}</p>
      </div>
      <ClockControls address={address} />
      <Said asked={asked}>
        {(answer) => (
          <div class="cards">
            <Grid answer={answer} />
            <Thresholds answer={answer} />
          </div>
        )}
      </Said>
    </>
  );
}

/** R down and F across; M is what is in the cells, as the mean. */
function Grid({ answer: { cells, customers } }: { readonly answer: RfmAnswer }) {
  const { t, format } = useSpeech();
  // Of few customers nothing is told, nor of what they are a part of.
  const counted = (r: number, f: number): number | null =>
    cells
      .filter(({ R, F }) => R === r && F === f)
      .reduce<number | null>((sum, cell) => (sum === null || cell.customers === null ? null : sum + cell.customers), 0);
  const most = Math.max(1, ...SCORES.flatMap((r) => SCORES.map((f) => counted(r, f) ?? 0)));
  return (
    <section class="card is-wide">
      <header>
        <h2>{t('rfm.grid')}</h2>
        <p class="fine">{t('rfm.of', { count: format.count(customers) })}</p>
      </header>
      <FigureTable caption={t('rfm.grid')} isMatrix>
        <thead>
          <tr>
            <td />
            {SCORES.toReversed().map((f) => (
              <th key={f} scope="col" class="is-number">
                F {f}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SCORES.map((r) => (
            <tr key={r}>
              <th scope="row">R {r}</th>
              {SCORES.toReversed().map((f) => (
                <td key={f} class={`is-number ${heatClass((counted(r, f) ?? 0) / most)}`}>
                  {format.count(counted(r, f))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </FigureTable>
    </section>
  );
}

function Thresholds({ answer: { thresholds, counts } }: { readonly answer: RfmAnswer }) {
  const { t, format } = useSpeech();
  const rows = [
    { score: 'R' as const, title: t('recency'), limits: thresholds.recency.map((limit) => format.count(limit)) },
    { score: 'F' as const, title: t('frequency'), limits: thresholds.frequency.map((limit) => format.count(limit)) },
    { score: 'M' as const, title: t('monetary'), limits: thresholds.monetary.map((limit) => format.money(limit)) },
  ];
  return (
    <section class="card is-wide">
      <header>
        <h2>{t('rfm.thresholds')}</h2>
      </header>
      <FigureTable caption={t('rfm.thresholds')}>
        <thead>
          <tr>
            <td />
            {['20 %', '40 %', '60 %', '80 %'].map((share) => (
              <th key={share} scope="col" class="is-number">
                {share}
              </th>
            ))}
            {SCORES.toReversed().map((score) => (
              <th key={score} scope="col" class="is-number">
                {t('rfm.score', { score })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ score, title, limits }) => (
            <tr key={score}>
              <th scope="row">{title}</th>
              {limits.map((limit, i) => (
                <td key={i} class="is-number">
                  {limit}
                </td>
              ))}
              {SCORES.toReversed().map((one) => (
                <td key={one} class="is-number">
                  {format.count(counts[score][String(one)])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </FigureTable>
    </section>
  );
}
