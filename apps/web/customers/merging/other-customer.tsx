import { useId, useState } from 'preact/hooks';
import type { Customer } from '#client/index.js';
import { Said } from '../../asking/said.js';
import { server } from '../../asking/server.js';
import { useAnswer } from '../../asking/use-answer.js';
import { useDebounced } from '../../asking/use-debounced.js';
import { Entry } from '../../parts/entry.js';
import { useMergingTexts } from './merging-texts.js';

interface OtherCustomerProps {
  /** Who is not looked for. */
  readonly id: string;
  readonly chosen: Customer | undefined;
  readonly onChoose: (chosen: Customer | undefined) => void;
}

/** Of those that are found by a part of them; one more, since the customer itself may be found, too. */
const MOST = 8;

/** Looks for another customer, of whom one is chosen. */
export function OtherCustomer({ id, chosen, onChoose }: OtherCustomerProps) {
  const said = useMergingTexts();
  const group = useId();
  const [part, setPart] = useState('');
  const q = useDebounced(part.trim(), 250);
  const asked = useAnswer(q === '' ? undefined : q, (signal) =>
    server.listCustomers({ q, limit: MOST + 1, sort: 'id' }, { signal }),
  );
  return (
    <>
      <Entry
        label={said('other')}
        hint={said('other.hint')}
        value={part}
        onChange={(value) => {
          setPart(value);
          onChoose(undefined);
        }}
      />
      {q !== '' && part !== '' && (
        <Said asked={asked}>
          {({ customers }) => {
            const others = customers.filter((one) => one.id !== id).slice(0, MOST);
            if (others.length === 0) return <p role="status">{said('nobody')}</p>;
            return (
              <fieldset class="choices">
                <legend>{said('found')}</legend>
                {others.map((one) => (
                  <label key={one.id}>
                    <input type="radio" name={group} checked={chosen?.id === one.id} onChange={() => onChoose(one)} />
                    <span>
                      {one.name ?? one.id}
                      {one.name !== undefined && <span class="fine"> {one.id}</span>}
                    </span>
                  </label>
                ))}
              </fieldset>
            );
          }}
        </Said>
      )}
    </>
  );
}
