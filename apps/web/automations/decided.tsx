import type { Automation, Decisions } from '#client/index.js';
import type { Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { useAutomationTexts } from './automation-texts.js';
import { DecisionRows } from './decision-rows.js';

const PAGE = 50;

/** What an automation decided about each occasion, page after page. */
export function Decided({ id, version, address }: Pick<Automation, 'id' | 'version'> & { readonly address: Address }) {
  const said = useAutomationTexts();
  const pages = usePages<Decisions>(JSON.stringify([id, version]), (cursor, signal) =>
    server.listDecisions(id, { limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{said('decisions')}</h2>
        <p class="fine">
          {said('decisions.are')} <a href="/automations?view=follow-ups">{said('followUps')}</a>
        </p>
      </header>
      <Paged pages={pages}>
        {(all) => {
          const decisions = all.flatMap((page) => page.decisions);
          if (decisions.length === 0) return <p class="nothing">{said('decisions.none')}</p>;
          return <DecisionRows caption={said('decisions')} decisions={decisions} address={address} />;
        }}
      </Paged>
    </section>
  );
}
