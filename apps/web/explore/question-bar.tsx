import { useBook } from '../book/about-book.js';
import { basisOf } from '../book/basis.js';
import { Choices } from '../parts/choices.js';
import { Picker } from '../parts/picker.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { BasisPicker } from './basis-picker.js';
import { FilterPicker } from './filter-picker.js';
import { MetricPicker } from './metric-picker.js';
import { PeriodFields } from './period-fields.js';
import { ROW_GRAINS, type Question } from './question.js';

interface QuestionBarProps {
  readonly question: Question;
  readonly onChange: (question: Question) => void;
}

/** What a question is made of. Only what goes with its metrics can be chosen. */
export function QuestionBar({ question, onChange }: QuestionBarProps) {
  const { t, name } = useSpeech();
  const { metrics } = useBook();
  const dimensions = sharedDimensions(question, metrics);
  const change = (part: Partial<Question>): void => onChange({ ...question, ...part });
  return (
    <div class="question-bar" role="group" aria-label={t('question')}>
      <MetricPicker metrics={metrics} chosen={question.metrics} onChange={(chosen) => change({ metrics: chosen })} />
      <Picker label={t('by')} said={question.by.length === 0 ? t('by.nothing') : question.by.map(name).join(', ')}>
        <Choices
          legend={t('by.each')}
          choices={[...new Set([...question.by, ...dimensions])].map((value) => ({ value, title: name(value) }))}
          chosen={question.by}
          onChange={(by) => change({ by })}
        />
      </Picker>
      <FilterPicker dimensions={dimensions} where={question.where} onChange={(where) => change({ where })} />
      <Select
        label={t('grain')}
        value={question.grain ?? ''}
        options={[['', t('grain.none')], ...grainsOf(question).map((grain) => [grain, name(grain)] as const)]}
        onChange={(value) => {
          const { grain: _before, ...rest } = question;
          onChange(value === '' ? rest : { ...rest, grain: value });
        }}
      />
      <PeriodFields
        question={question}
        onChange={(days) => {
          const { period: _period, from: _from, to: _to, ...rest } = question;
          onChange({ ...rest, ...days });
        }}
      />
      <Select
        label={t('compare')}
        value={question.compare ?? ''}
        options={[
          ['', t('compare.none')],
          ['previous-period', t('compare.previous-period')],
          ['previous-year', t('compare.previous-year')],
        ]}
        onChange={(value) => {
          const { compare: _before, ...rest } = question;
          const isCompared = value === 'previous-period' || value === 'previous-year';
          onChange(isCompared ? { ...withDays(rest), compare: value } : rest);
        }}
      />
      <BasisPicker
        basis={basisOf(question)}
        onChange={(basis) => {
          const { currency: _currency, rates: _rates, organisation: _then, includeExcluded: _all, ...rest } = question;
          onChange({ ...rest, ...basis });
        }}
      />
    </div>
  );
}

/** What all metrics of a question go by. */
function sharedDimensions(
  { metrics: asked }: Question,
  metrics: readonly { readonly name: string; readonly dimensions: readonly string[] }[],
): readonly string[] {
  const all = metrics.filter(({ name }) => asked.includes(name)).map(({ dimensions }) => dimensions);
  const [first = [], ...others] = all;
  return first.filter((dimension) => others.every((some) => some.includes(dimension)));
}

/** What has no beginning has nothing before it: a comparison needs days. */
function withDays(question: Question): Question {
  const { period, from } = question;
  if (from !== undefined || (period !== undefined && period !== 'all')) return question;
  return { ...question, period: 'last-12-months' };
}

function grainsOf({ grain = '' }: Question): readonly string[] {
  return [...new Set([...ROW_GRAINS, ...(grain === '' ? [] : [grain])])];
}
