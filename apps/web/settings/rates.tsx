import { useState } from 'preact/hooks';
import { server } from '../asking/server.js';
import { useBook } from '../book/about-book.js';
import { useSpeech } from '../page-means.js';
import { DayField, TextField } from './fields.js';
import { newId } from './new-id.js';
import { SetValues } from './set-values.js';

/** What a unit of another currency is worth, from a day on. */
export function Rates() {
  const { t, format } = useSpeech();
  const { today, currency: base } = useBook();
  const [currency, setCurrency] = useState('');
  const [from, setFrom] = useState(today);
  const [rate, setRate] = useState('');
  return (
    <SetValues
      title={t('rates')}
      type="RateSet"
      said={({ currency: of, rate: worth, from: since }) =>
        `${of ?? ''} ${worth ?? ''} · ${t('from')} ${format.day(since ?? '')}`
      }
      write={() => {
        const body = { id: newId('rate'), currency, from, rate };
        return { title: t('rates.set'), body, send: () => server.setRate(body) };
      }}
    >
      <TextField label={t('currency')} value={currency} onChange={setCurrency} pattern="[A-Z]{3}" hint="EUR" />
      <DayField label={t('from')} value={from} onChange={setFrom} />
      <TextField
        label={t('rates.rate', { base })}
        value={rate}
        onChange={setRate}
        pattern="\d+(\.\d{1,12})?"
        hint="1.0842"
      />
    </SetValues>
  );
}
