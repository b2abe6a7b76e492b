import { useState } from 'preact/hooks';
import type { FollowUp, FollowUps as Page } from '#client/index.js';
import type { Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { CustomerLink } from '../mining/customer-link.js';
import { Rows } from '../parts/rows.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { newId } from '../settings/new-id.js';
import { useWrite } from '../settings/use-write.js';
import { useAutomationTexts } from './automation-texts.js';

const PAGE = 50;
const STATES = ['open', 'done', 'cancelled'] as const;
const ENDS = ['finish', 'cancel'] as const;
type End = (typeof ENDS)[number];

/** What is to be done about customers, whoever wants it, and what became of it. */
export function FollowUps({ address }: { readonly address: Address }) {
  const said = useAutomationTexts();
  const [state, setState] = useState<(typeof STATES)[number]>('open');
  const [ended, setEnded] = useState(0);
  const { begin, dialog } = useWrite(() => setEnded((times) => times + 1));
  const end = ({ id, customer }: FollowUp, how: End): void => {
    const body = { id: newId(how) };
    const send = () => (how === 'finish' ? server.finishFollowUp(id, body) : server.cancelFollowUp(id, body));
    begin({ title: said(`${how}.of`, { customer }), body, send });
  };
  const pages = usePages<Page>(`${state} ${String(ended)}`, (cursor, signal) =>
    server.listFollowUps({ state, limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <>
      <div class="place-head">
        <h1>{said('followUps')}</h1>
        <p class="fine">
          {said('followUps.are')} <a href="/automations">{said('all')}</a>
        </p>
      </div>
      <section class="card is-wide">
        <Select
          label={said('state')}
          value={state}
          options={STATES.map((one) => [one, said(`state.${one}`)])}
          onChange={(next) => setState(STATES.find((one) => one === next) ?? state)}
        />
        <Paged pages={pages}>
          {(all) => {
            const found = all.flatMap(({ followUps }) => followUps);
            if (found.length === 0) return <p class="nothing">{said('followUps.none')}</p>;
            return <List followUps={found} address={address} onEnd={end} />;
          }}
        </Paged>
      </section>
      {dialog}
    </>
  );
}

interface ListProps {
  readonly followUps: readonly FollowUp[];
  readonly address: Address;
  readonly onEnd: (followUp: FollowUp, how: End) => void;
}

function List({ followUps, address, onEnd }: ListProps) {
  const said = useAutomationTexts();
  const { format } = useSpeech();
  return (
    <Rows
      caption={said('followUps')}
      columns={[said('group'), said('assignee'), said('due'), said('note'), said('wantedBy'), said('acts')]}
      rows={followUps.map((one) => [
        <CustomerLink key={one.id} id={one.customer} address={address} />,
        one.assignee ?? '',
        one.due === null ? '' : format.day(one.due),
        one.note ?? '',
        one.automation === undefined ? (
          ''
        ) : (
          <a href={`/automations/${encodeURIComponent(one.automation)}`}>{one.automation}</a>
        ),
        one.state === 'open' ? (
          <div class="row-actions">
            {ENDS.map((how) => (
              <button key={how} type="button" class="quiet" onClick={() => onEnd(one, how)}>
                {said(how)}
                <span class="unseen"> {one.customer}</span>
              </button>
            ))}
          </div>
        ) : (
          said(`state.${one.state}`)
        ),
      ])}
    />
  );
}
