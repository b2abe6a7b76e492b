import { useState } from 'preact/hooks';
import { server } from '../asking/server.js';
import { useBook } from '../book/about-book.js';
import { Entry } from '../parts/entry.js';
import { Form } from '../parts/form.js';
import { newId } from '../settings/new-id.js';
import { useWrite } from '../settings/use-write.js';
import { useWhyTexts } from './why-texts.js';

interface CountedProps {
  /** Of the customer. */
  readonly id: string;
  readonly isExcluded: boolean;
  readonly onDone: () => void;
}

/** Whether a customer counts in figures, and from which day on it is to be otherwise. */
export function Counted({ id, isExcluded, onDone }: CountedProps) {
  const said = useWhyTexts();
  const { today } = useBook();
  const [from, setFrom] = useState(today);
  const { begin, dialog } = useWrite(onDone);
  const change = (): void => {
    const body = { id: newId('excluded'), effectiveAt: from, excluded: !isExcluded };
    begin({
      title: said(isExcluded ? 'include.of' : 'exclude.of', { customer: id }),
      body,
      send: () => server.changeCustomer(id, body),
    });
  };
  return (
    <section class="card">
      <header>
        <h2>{said('excluded')}</h2>
      </header>
      <p class={isExcluded ? 'notice' : ''}>{said(isExcluded ? 'excluded.is' : 'excluded.is.not')}</p>
      <Form onSubmit={change}>
        <Entry label={said('excluded.from')} type="date" value={from} onChange={setFrom} />
        <button type="submit">{said(isExcluded ? 'include.do' : 'exclude.do')}</button>
      </Form>
      {dialog}
    </section>
  );
}
