import { useBook } from '../book/about-book.js';
import { monthStart } from '../book/calendar.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import type { Key } from '../words/words.js';
import { PERIODS } from './period.js';
import type { Question } from './question.js';

const DAYS = 'days';

interface PeriodFieldsProps {
  readonly question: Question;
  readonly onChange: (days: Pick<Question, 'period' | 'from' | 'to'>) => void;
}

/** Days by a name that moves with the clock, or from one to another. */
export function PeriodFields({ question: { period, from, to }, onChange }: PeriodFieldsProps) {
  const { t } = useSpeech();
  const { last } = useBook();
  const lastYear = { from: monthStart(last, -11), to: last };
  const value = period ?? (from === undefined && to === undefined ? 'all' : DAYS);
  const names = PERIODS.some((one) => one === value) || value === DAYS ? PERIODS : [...PERIODS, value];
  const day = (which: 'from' | 'to', label: Key, chosen: string | undefined) => (
    <label class="field">
      <span>{t(label)}</span>
      <input
        type="date"
        value={chosen ?? ''}
        onChange={({ currentTarget }) =>
          onChange(definedOf({ from, to, [which]: currentTarget.value === '' ? undefined : currentTarget.value }))
        }
      />
    </label>
  );
  return (
    <>
      <Select
        label={t('period')}
        value={value}
        options={[
          ...names.map((one) => [one, isNamed(one) ? t(`period.${one}`) : one] as const),
          [DAYS, t('period.days')] as const,
        ]}
        onChange={(next) => onChange(next === DAYS ? lastYear : { period: next })}
      />
      {value === DAYS && (
        <>
          {day('from', 'from', from)}
          {day('to', 'to', to)}
        </>
      )}
    </>
  );
}

function isNamed(name: string): name is (typeof PERIODS)[number] {
  return PERIODS.some((one) => one === name);
}

function definedOf(days: Readonly<Record<string, string | undefined>>): Pick<Question, 'from' | 'to'> {
  return Object.fromEntries(Object.entries(days).filter(([, value]) => value !== undefined));
}
