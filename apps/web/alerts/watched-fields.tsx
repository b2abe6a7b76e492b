import { useBook } from '../book/about-book.js';
import { FilterPicker } from '../explore/filter-picker.js';
import { Entry } from '../parts/entry.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { useAlertTexts } from './alert-texts.js';
import { CALENDAR_WINDOWS, LAST_DAYS, type Draft } from './rule-draft.js';

interface WatchedFieldsProps {
  readonly draft: Draft;
  /** Other figures have another scale: their threshold begins anew. */
  readonly onChange: (part: Partial<Draft>) => void;
}

/** Which figure a rule watches. */
export function WatchedFields({ draft, onChange }: WatchedFieldsProps) {
  const { t, name } = useSpeech();
  const said = useAlertTexts();
  const { metrics } = useBook();
  const { metric, by, where, window, days } = draft;
  const { dimensions = [] } = metrics.find((one) => one.name === metric) ?? {};
  return (
    <>
      <Select
        label={said('metric')}
        value={metric}
        options={[...new Set([metric, ...metrics.map((one) => one.name)])].map((one) => [one, name(one)])}
        onChange={(chosen) => onChange({ metric: chosen, by: '', where: {} })}
        hint={said('metric.is')}
      />
      <Select
        label={said('by')}
        value={by}
        options={[
          ['', t('by.nothing')],
          ...[...new Set([...(by === '' ? [] : [by]), ...dimensions])].map((one) => [one, name(one)] as const),
        ]}
        onChange={(chosen) => onChange({ by: chosen })}
        hint={said('by.is')}
      />
      <FilterPicker dimensions={dimensions} where={where} onChange={(chosen) => onChange({ where: chosen })} />
      <Select
        label={said('window')}
        value={window}
        options={([...CALENDAR_WINDOWS, LAST_DAYS] as const).map((one) => [one, said(`window.${one}`)])}
        onChange={(chosen) => onChange({ window: chosen })}
        hint={said('window.is')}
      />
      {window === LAST_DAYS && (
        <Entry
          label={said('window.count')}
          value={days}
          onChange={(value) => onChange({ days: value })}
          pattern="[1-9]\d{0,2}"
        />
      )}
    </>
  );
}
