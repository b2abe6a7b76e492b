import type { Column, QueryAnswer } from '#client/index.js';
import { go, withParameters, type Address } from '../address.js';
import { useBook } from '../book/about-book.js';
import { partOf } from '../book/answer.js';
import { basisOf } from '../book/basis.js';
import type { Clocks } from '../book/clocks.js';
import { Chart } from '../charts/chart.js';
import { kindIn, kindsCalled, usualKind } from '../charts/kinds.js';
import { useDrilling } from '../drill/drilling.js';
import { AnswerTable } from '../parts/answer-table.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { AnswerActions } from './answer-actions.js';
import { useBasisTexts } from './basis-texts.js';
import type { Question } from './question.js';

interface AnswerViewProps {
  readonly answer: QueryAnswer;
  /** What it answers. */
  readonly question: Question;
  readonly clocks: Clocks;
  readonly address: Address;
}

/** An answer with all that can be done with it. */
export function AnswerView({ answer, question, clocks, address }: AnswerViewProps) {
  const words = useSpeech();
  const { t, name, format } = words;
  const said = useBasisTexts();
  const book = useBook();
  const { open } = useDrilling();
  const { meta, rows } = answer;
  const kind = kindIn(address.search) ?? usualKind(answer);
  const asked = { from: meta.from ?? question.from, to: meta.to ?? question.to };
  const show = ({ name: metric }: Column, row: QueryAnswer['rows'][number] | undefined): void => {
    const { where, ...days } = partOf(answer, row ?? {}, asked, book);
    open({
      metric,
      ...days,
      where: { ...question.where, ...(row === undefined ? {} : where) },
      ...clocks,
      ...basisOf(question),
    });
  };
  const caption = question.metrics.map(name).join(', ');
  return (
    <section class="answer">
      <div class="answer-head">
        <Select
          label={t('chart')}
          value={kind}
          options={kindsCalled(words)}
          onChange={(chart) => go(withParameters(address, { chart }))}
        />
        <AnswerActions answer={answer} question={question} clocks={clocks} kind={kind} address={address} />
      </div>
      {kind !== 'table' && rows.length > 0 && <Chart answer={answer} kind={kind} onCell={show} />}
      <AnswerTable answer={answer} caption={caption} onCell={show} />
      <p class="fine">
        {t('meta', {
          asOf: format.day(meta.asOf),
          knownAt: meta.knownAt === null ? t('knownAt.everything') : format.day(meta.knownAt),
          position: meta.position,
          lifecycle: meta.definitions.lifecycle,
          tiers: meta.definitions.tiers,
        })}
        {meta.excluded !== undefined && ` ${said('excluded', { count: meta.excluded })}`}
        {meta.assumedKnown !== undefined && ` ${t('meta.assumed', { day: format.day(meta.assumedKnown) })}`}
      </p>
      {Object.entries(meta.unknownValues ?? {}).map(([dimension, values]) => (
        <p key={dimension} class="notice">
          {t('meta.unknown', { dimension: name(dimension), values: values.join(', ') })}
        </p>
      ))}
    </section>
  );
}
