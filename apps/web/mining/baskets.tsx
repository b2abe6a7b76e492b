import type { Baskets as BasketsAnswer } from '#client/index.js';
import type { Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { clocksIn } from '../book/clocks.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { Chosen, chosenIn } from './chosen.js';
import { Head, Warnings } from './head.js';
import { useMiningTexts } from './mining-texts.js';
import { rounded } from './rounded.js';
import { SegmentLink } from './segment-link.js';

const BY = ['product', 'category'] as const;
const SUPPORTS = ['0.01', '0.001', '0.05', '0.1'] as const;
const LISTS = { product: 'products', category: 'categories' } as const;

/** What is bought together, as rules. */
export function Baskets({ address }: { readonly address: Address }) {
  const { t, name, format } = useSpeech();
  const said = useMiningTexts();
  const by = chosenIn(address, 'by', BY);
  const minSupport = chosenIn(address, 'minSupport', SUPPORTS);
  const query = { ...clocksIn(address), by, minSupport: Number(minSupport) };
  const asked = useAnswer(JSON.stringify(query), (signal, onStage) =>
    server.listBasketRules(query, { signal, onStage }),
  );
  return (
    <>
      <Head title={said('baskets')} is={said('baskets.is')} trust={said('baskets.trust')} />
      <div class="question-bar">
        <Chosen
          address={address}
          parameter="by"
          label={t('by')}
          value={by}
          options={BY.map((one) => [one, name(one)])}
        />
        <Chosen
          address={address}
          parameter="minSupport"
          label={said('least')}
          value={minSupport}
          options={SUPPORTS.map((one) => [one, format.percent(Number(one))])}
        />
      </div>
      <ClockControls address={address} />
      <Said asked={asked}>{(answer) => <Rules answer={answer} />}</Said>
    </>
  );
}

function Rules({ answer: { rules, count, sales, warnings, by } }: { readonly answer: BasketsAnswer }) {
  const { t, format } = useSpeech();
  const said = useMiningTexts();
  const ratio = (value: number): string => format.count(rounded(value));
  const figures = [said('count'), said('support'), said('confidence'), said('lift')].map((one) => `#${one}`);
  const has = (item: string): string => `${JSON.stringify(item)} in ${LISTS[by]}`;
  if (rules.length === 0)
    return (
      <>
        <Warnings warnings={warnings} />
        <p class="nothing">{t('nothing')}</p>
      </>
    );
  return (
    <>
      <Warnings warnings={warnings} />
      <p>{said('baskets.of', { count: format.count(count), sales: format.count(sales) })}</p>
      <Rows
        caption={said('baskets')}
        columns={[said('if'), said('then'), ...figures, t('segments')]}
        rows={rules.map(({ if: items, then, ...rule }) => [
          items.join(' + '),
          then,
          format.count(rule.count),
          format.percent(rule.support),
          format.percent(rule.confidence),
          ratio(rule.lift),
          <SegmentLink
            key={then}
            title={said('segment.missing.title', { items: items.join(', '), then })}
            rule={`${items.map(has).join(' && ')} && !(${has(then)})`}
          >
            {said('segment.missing')}
          </SegmentLink>,
        ])}
      />
    </>
  );
}
