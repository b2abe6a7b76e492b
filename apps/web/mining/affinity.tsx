import type { Affinity as AffinityAnswer } from '#client/index.js';
import { go, withParameters, type Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { clocksIn } from '../book/clocks.js';
import { STAGES } from '../book/stages.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Rows } from '../parts/rows.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { Head, Warnings } from './head.js';
import { useMiningTexts } from './mining-texts.js';
import { SegmentLink } from './segment-link.js';

const USUAL = 'active';

/** What customers of a stage or a tier buy and prefer, against everybody. */
export function Affinity({ address }: { readonly address: Address }) {
  const said = useMiningTexts();
  const tier = address.search.get('tier') ?? '';
  const stage = STAGES.find((one) => one === address.search.get('stage')) ?? USUAL;
  const part = tier === '' ? { stage } : { tier };
  const query = { ...clocksIn(address), ...part };
  const asked = useAnswer(JSON.stringify(query), (signal) => server.showAffinity(query, { signal }));
  return (
    <>
      <Head title={said('affinity')} is={said('affinity.is')} trust={said('affinity.trust')} />
      <div class="question-bar">
        <PartChosen address={address} part={part} />
      </div>
      <ClockControls address={address} />
      <Said asked={asked}>{(answer) => <Preferred answer={answer} />}</Said>
    </>
  );
}

/** One of the stages and of the tiers that there are. */
function PartChosen({ address, part }: { readonly address: Address; readonly part: AffinityAnswer['part'] }) {
  const { name, valueName } = useSpeech();
  const said = useMiningTexts();
  const tiers = useAnswer('tier', (signal) => server.listDimensionValues('tier', { signal }));
  const { stage, tier } = part;
  const known = [...new Set([...(tier === undefined ? [] : [tier]), ...(tiers.value?.values ?? [])])];
  return (
    <Select
      label={said('part')}
      value={tier === undefined ? `stage ${stage ?? ''}` : `tier ${tier}`}
      options={[
        ...STAGES.map((one) => [`stage ${one}`, `${name('stage')}: ${name(one)}`] as const),
        ...known.map((one) => [`tier ${one}`, `${name('tier')}: ${valueName('tier', one)}`] as const),
      ]}
      onChange={(next) => {
        const [, by = '', value = ''] = /^(\w+) (.*)$/.exec(next) ?? [];
        go(withParameters(address, { stage: undefined, tier: undefined, [by]: value }));
      }}
    />
  );
}

function Preferred({ answer }: { readonly answer: AffinityAnswer }) {
  const { t, name, valueName, format } = useSpeech();
  const said = useMiningTexts();
  const { part, orders, allOrders, dimensions, warnings } = answer;
  const [by, value] = part.tier === undefined ? ['stage', part.stage ?? ''] : ['tier', part.tier];
  return (
    <>
      <Warnings warnings={warnings} />
      <p>
        {said('affinity.of', { orders: format.count(orders), all: format.count(allOrders) })}{' '}
        <SegmentLink title={valueName(by, value)} rule={`${by} == ${JSON.stringify(value)}`}>
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
