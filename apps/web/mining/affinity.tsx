import type { Affinity as AffinityAnswer } from '#client/index.js';
import type { Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { clocksIn } from '../book/clocks.js';
import { STAGES } from '../book/stages.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { Chosen } from './chosen.js';
import { Head, Warnings } from './head.js';
import { useMiningTexts } from './mining-texts.js';
import { SegmentLink } from './segment-link.js';

const USUAL = 'active';

/** What customers of a stage buy and prefer, against everybody. */
export function Affinity({ address }: { readonly address: Address }) {
  const { name } = useSpeech();
  const said = useMiningTexts();
  const stage = STAGES.find((one) => one === address.search.get('stage')) ?? USUAL;
  const query = { ...clocksIn(address), stage };
  const asked = useAnswer(JSON.stringify(query), (signal) => server.showAffinity(query, { signal }));
  return (
    <>
      <Head title={said('affinity')} is={said('affinity.is')} trust={said('affinity.trust')} />
      <div class="question-bar">
        <Chosen
          address={address}
          parameter="stage"
          label={name('stage')}
          value={stage}
          options={STAGES.map((one) => [one, name(one)])}
        />
      </div>
      <ClockControls address={address} />
      <Said asked={asked}>{(answer) => <Preferred answer={answer} />}</Said>
    </>
  );
}

function Preferred({ answer }: { readonly answer: AffinityAnswer }) {
  const { t, name, valueName, format } = useSpeech();
  const said = useMiningTexts();
  const { part, orders, allOrders, dimensions, warnings } = answer;
  const stage = part.stage ?? '';
  return (
    <>
      <Warnings warnings={warnings} />
      <p>
        {said('affinity.of', { orders: format.count(orders), all: format.count(allOrders) })}{' '}
        <SegmentLink title={name(stage)} rule={`stage == ${JSON.stringify(stage)}`}>
          {said('segment.part')}
        </SegmentLink>
      </p>
      <div class="cards">
        {dimensions.map(({ by, values }) => (
          <section key={by} class="card is-wide">
            <header>
              <h2>{name(by)}</h2>
            </header>
            {values.length === 0 ? (
              <p class="nothing">{t('nothing')}</p>
            ) : (
              <Rows
                caption={name(by)}
                columns={[
                  name(by),
                  ...[said('index'), said('share'), said('share.all'), said('orders')].map((one) => `#${one}`),
                ]}
                rows={values.map((one) => [
                  valueName(by, one.value),
                  format.count(Math.round(one.index)),
                  format.percent(one.share),
                  format.percent(one.allShare),
                  format.count(one.orders),
                ])}
              />
            )}
          </section>
        ))}
      </div>
    </>
  );
}
