import type { Survival as SurvivalAnswer } from '#client/index.js';
import type { Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { clocksIn } from '../book/clocks.js';
import { Chart } from '../charts/chart.js';
import { AnswerTable } from '../parts/answer-table.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { Chosen, chosenIn } from './chosen.js';
import { Head, Warnings } from './head.js';
import { useMiningTexts } from './mining-texts.js';
import { DRAWN_PARTS, survivalShown } from './survival-shown.js';

const BY = ['', 'region', 'segment', 'source', 'salesperson', 'cohort'] as const;

/** How long customers stay after their first purchase. */
export function Survival({ address }: { readonly address: Address }) {
  const { t, name } = useSpeech();
  const said = useMiningTexts();
  const by = chosenIn(address, 'by', BY);
  const query = { ...clocksIn(address), ...(by !== '' && { by }) };
  const asked = useAnswer(JSON.stringify(query), (signal, onStage) => server.showSurvival(query, { signal, onStage }));
  return (
    <>
      <Head title={said('survival')} is={said('survival.is')} trust={said('survival.trust')} />
      <div class="question-bar">
        <Chosen
          address={address}
          parameter="by"
          label={t('by')}
          value={by}
          options={BY.map((one) => [one, one === '' ? said('nothing') : name(one)])}
        />
      </div>
      <ClockControls address={address} />
      <Said asked={asked}>{(answer) => <Curves answer={answer} />}</Said>
    </>
  );
}

function Curves({ answer }: { readonly answer: SurvivalAnswer }) {
  const { t, name, valueName, format } = useSpeech();
  const said = useMiningTexts();
  const { currency } = useBook();
  const { by, parts, warnings } = answer;
  const nameOf = (part: string): string => (by === null ? said('everybody') : valueName(by, part));
  const shown = survivalShown(answer, { nameOf, days: said('days'), currency });
  if (parts.length === 0) return <p class="nothing">{t('nothing')}</p>;
  return (
    <>
      <Warnings warnings={warnings} />
      <Chart answer={shown} kind="line" />
      {parts.length > DRAWN_PARTS && <p class="fine">{said('cohorts_many', { count: DRAWN_PARTS })}</p>}
      <Rows
        caption={said('median')}
        columns={[by === null ? said('part') : name(by), `#${said('customers')}`, `#${said('lost')}`, said('median')]}
        rows={parts.map(({ part, customers, lost, median }) => [
          nameOf(part),
          format.count(customers),
          format.count(lost),
          median === null ? said('median.none') : said('days.count', { count: format.count(median) }),
        ])}
      />
      <details class="behind-chart">
        <summary>{t('tile.table')}</summary>
        <AnswerTable answer={shown} caption={said('survival')} />
      </details>
    </>
  );
}
