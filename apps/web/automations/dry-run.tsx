import { useState } from 'preact/hooks';
import type { Automation, Decisions } from '#client/index.js';
import type { Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { useBook } from '../book/about-book.js';
import { addDays } from '../book/calendar.js';
import { DayField } from '../settings/fields.js';
import { useAutomationTexts } from './automation-texts.js';
import { DecisionRows } from './decision-rows.js';
import { Form } from '../parts/form.js';

const PAGE = 100;
/** Tried at first. */
const DAYS = 30;

interface DryRunProps extends Pick<Automation, 'id' | 'version'> {
  readonly address: Address;
}

/** On whom an automation would have acted on some days, as it was known then; nothing is sent. */
export function DryRun(props: DryRunProps) {
  const said = useAutomationTexts();
  const { today } = useBook();
  const [to, setTo] = useState(today);
  const [from, setFrom] = useState(addDays(today, -DAYS));
  const [asked, ask] = useState<{ readonly from: string; readonly to: string }>();
  return (
    <section class="card is-wide space-above" aria-label={said('dryRun')}>
      <header>
        <h2>{said('dryRun')}</h2>
        <p class="fine">{said('dryRun.is')}</p>
      </header>
      <Form class="question-bar" onSubmit={() => ask({ from, to })}>
        <DayField label={said('dryRun.from')} value={from} onChange={setFrom} />
        <DayField label={said('dryRun.to')} value={to} onChange={setTo} />
        <button type="submit">{said('dryRun.try')}</button>
      </Form>
      {asked !== undefined && <Tried key={`${asked.from} ${asked.to}`} {...props} {...asked} />}
    </section>
  );
}

interface TriedProps extends DryRunProps {
  readonly from: string;
  readonly to: string;
}

function Tried({ id, version, address, from, to }: TriedProps) {
  const said = useAutomationTexts();
  const pages = usePages<Decisions>(JSON.stringify([id, version, from, to]), (cursor, signal) =>
    server.dryRunAutomation(id, { from, to, limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <Paged pages={pages}>
      {(all) => {
        const decisions = all.flatMap((page) => page.decisions);
        if (decisions.length === 0) return <p class="nothing">{said('dryRun.none')}</p>;
        const taken = decisions.filter(({ decision }) => decision === 'taken').length;
        return (
          <>
            <p class="sum" role="status">
              {said('dryRun.sum', { taken, skipped: decisions.length - taken })}
            </p>
            <DecisionRows caption={said('dryRun')} decisions={decisions} address={address} />
          </>
        );
      }}
    </Paged>
  );
}
