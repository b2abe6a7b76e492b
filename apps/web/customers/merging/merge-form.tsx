import { useState } from 'preact/hooks';
import type { Customer } from '#client/index.js';
import { server } from '../../asking/server.js';
import { Entry } from '../../parts/entry.js';
import { Form } from '../../parts/form.js';
import { Select } from '../../parts/select.js';
import { newId } from '../../settings/new-id.js';
import { useWrite } from '../../settings/use-write.js';
import { MergePreview } from './merge-preview.js';
import { useMergingTexts } from './merging-texts.js';
import { OtherCustomer } from './other-customer.js';

interface MergeFormProps {
  readonly customer: Customer;
  readonly onDone: () => void;
}

/** Says that a customer is another one, whichever of the two is to stay. */
export function MergeForm({ customer, onDone }: MergeFormProps) {
  const said = useMergingTexts();
  const [other, setOther] = useState<Customer>();
  const [stays, setStays] = useState<'other' | 'this'>('other');
  const [reason, setReason] = useState('');
  const { begin, dialog } = useWrite(() => {
    setOther(undefined);
    setReason('');
    onDone();
  });
  const pair =
    other !== undefined && (stays === 'other' ? { into: other, merged: customer } : { into: customer, merged: other });
  const merge = (): void => {
    if (pair === false) return;
    const { into, merged } = pair;
    const body = { id: newId('merge'), into: into.id, ...(reason !== '' && { reason }) };
    begin({
      title: said('of', { merged: merged.id, stays: into.id }),
      body,
      send: () => server.mergeCustomers(merged.id, body),
    });
  };
  return (
    <details class="behind-chart">
      <summary>{said('merge')}</summary>
      <Form onSubmit={merge}>
        <OtherCustomer id={customer.id} chosen={other} onChoose={setOther} />
        {other !== undefined && pair !== false && (
          <>
            <Select
              label={said('stays')}
              value={stays}
              options={[
                ['other', other.id],
                ['this', customer.id],
              ]}
              onChange={(value) => setStays(value === 'this' ? 'this' : 'other')}
            />
            <MergePreview stays={pair.into} merged={pair.merged} />
            <Entry label={said('reason')} value={reason} onChange={setReason} isOptional />
          </>
        )}
        <button type="submit" disabled={other === undefined}>
          {said('do')}
        </button>
      </Form>
      {dialog}
    </details>
  );
}
