import { useState } from 'preact/hooks';
import { server } from '../asking/server.js';
import { useBook } from '../book/about-book.js';
import { Entry } from '../parts/entry.js';
import { Form } from '../parts/form.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { newId } from '../settings/new-id.js';
import { useTiers } from '../settings/tiers.js';
import { useWrite } from '../settings/use-write.js';
import { useWhyTexts } from './why-texts.js';

interface OverrideFormProps {
  /** Of the customer. */
  readonly id: string;
  /** That it has now. */
  readonly tier: string;
  readonly onDone: () => void;
}

/** Gives a customer a tier from one date to another, whatever it bought. */
export function OverrideForm({ id, tier: now, onDone }: OverrideFormProps) {
  const said = useWhyTexts();
  const { name } = useSpeech();
  const { today } = useBook();
  const tiers = useTiers();
  const [tier, setTier] = useState(now);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const { begin, dialog } = useWrite(onDone);
  const give = (): void => {
    const body = { id: newId('tier'), tier, from, ...(until !== '' && { until }), reason };
    begin({
      title: said('give.of', { customer: id, tier: name(tier) }),
      body,
      send: () => server.overrideTier(id, body),
    });
  };
  return (
    <details class="behind-chart">
      <summary>{said('give')}</summary>
      <Form onSubmit={give}>
        <Select
          label={said('give.tier')}
          value={tier}
          options={[...new Set([now, ...tiers])].map((one) => [one, name(one)] as const)}
          onChange={setTier}
        />
        <Entry label={said('give.from')} type="date" value={from} onChange={setFrom} />
        <Entry
          label={said('give.until')}
          type="date"
          value={until}
          onChange={setUntil}
          hint={said('give.until.hint')}
          isOptional
        />
        <Entry label={said('give.reason')} value={reason} onChange={setReason} />
        <button type="submit">{said('give.do')}</button>
      </Form>
      {dialog}
    </details>
  );
}
