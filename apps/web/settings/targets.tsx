import { useState } from 'preact/hooks';
import { server } from '../asking/server.js';
import { useBook } from '../book/about-book.js';
import { monthEnd, monthStart } from '../book/calendar.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { DayField, TextField } from './fields.js';
import { newId } from './new-id.js';
import { SetValues } from './set-values.js';

/** What a metric is to come to in some days. */
export function Targets() {
  const { t, name, format } = useSpeech();
  const { today, metrics } = useBook();
  const [metric, setMetric] = useState('revenue.net');
  const [from, setFrom] = useState(monthStart(today));
  const [to, setTo] = useState(monthEnd(today));
  const [value, setValue] = useState('');
  const flows = metrics.filter(({ kind, name: one }) => kind === 'flow' && !one.startsWith('target'));
  return (
    <SetValues
      title={t('targets')}
      type="TargetSet"
      said={({ metric: of, value: wanted, from: first, to: last }) =>
        `${name(of ?? '')} ${wanted ?? ''} · ${format.day(first ?? '')} – ${format.day(last ?? '')}`
      }
      write={() => {
        const body = { id: newId('target'), metric, from, to, value };
        return { title: t('targets.set'), body, send: () => server.setTarget(body) };
      }}
    >
      <Select
        label={t('metric')}
        value={metric}
        options={flows.map((one) => [one.name, name(one.name)])}
        onChange={setMetric}
      />
      <DayField label={t('from')} value={from} onChange={setFrom} />
      <DayField label={t('to')} value={to} onChange={setTo} />
      <TextField label={t('value')} value={value} onChange={setValue} pattern="-?\d+(\.\d{1,6})?" hint="10000" />
    </SetValues>
  );
}
