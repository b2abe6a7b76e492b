import type { ExplainBody } from '#client/index.js';
import { go, withParameters, type Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { writtenAs } from '../book/answer.js';
import { basisOf } from '../book/basis.js';
import { clocksIn } from '../book/clocks.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import type { Question } from './question.js';
import { Waterfall } from './waterfall.js';

const RECORDS = 5;

/** Why a figure is not what it was at another pair of clocks: parts that sum to the difference, with their records. */
export function Explained({ question, address }: { readonly question: Question; readonly address: Address }) {
  const { t, name } = useSpeech();
  const metric = address.search.get('why') ?? '';
  const body = explainBody(metric, question, address);
  const asked = useAnswer(JSON.stringify(body), async (signal) => {
    const explanation = await server.explain(body, { signal });
    return { explanation, body };
  });
  const book = useBook();
  return (
    <section class="card explained" aria-label={t('why')}>
      <header>
        <h2>{t('why')}</h2>
        <Select
          label={t('metric')}
          value={metric}
          options={[...new Set([metric, ...question.metrics])].map((one) => [one, name(one)])}
          onChange={(why) => go(withParameters(address, { why }))}
        />
        <button
          type="button"
          class="quiet"
          onClick={() => go(withParameters(address, { why: undefined, asOf2: undefined, knownAt2: undefined }))}
        >
          {t('close')}
        </button>
      </header>
      <ClockControls address={address} suffix="2" legend={t('why.from')} />
      <p class="fine">{t('why.to')}</p>
      <Said asked={asked}>
        {(answered) => (
          // What was loaded of the records of one answer is none of the next.
          <Waterfall
            key={asked.of}
            {...answered}
            written={writtenAs(answered.body.metric, answered.body.where, book, answered.body.currency)}
          />
        )}
      </Said>
    </section>
  );
}

function explainBody(metric: string, question: Question, address: Address): ExplainBody {
  const { where, period, from, to } = question;
  return {
    metric,
    ...basisOf(question),
    ...(Object.keys(where).length > 0 && { where }),
    ...(period === undefined ? { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } : { period }),
    a: clocksIn(address, '2'),
    b: clocksIn(address),
    limit: RECORDS,
  };
}
