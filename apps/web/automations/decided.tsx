import type { Automation, Decision, Decisions } from '#client/index.js';
import type { Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { CustomerLink } from '../mining/customer-link.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { useAutomationTexts } from './automation-texts.js';

const PAGE = 50;

/** What an automation decided about each occasion, page after page. */
export function Decided({ id, version, address }: Pick<Automation, 'id' | 'version'> & { readonly address: Address }) {
  const said = useAutomationTexts();
  const { format } = useSpeech();
  const pages = usePages<Decisions>(JSON.stringify([id, version]), (cursor, signal) =>
    server.listDecisions(id, { limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  const what = ({ tasks = [], actions = [] }: Decision): string =>
    [...tasks.map(() => said('followUp')), ...actions.flatMap(namesOf).map((name) => said(name))].join(', ');
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{said('decisions')}</h2>
        <p class="fine">{said('decisions.are')}</p>
      </header>
      <Paged pages={pages}>
        {(all) => {
          const decisions = all.flatMap((page) => page.decisions);
          if (decisions.length === 0) return <p class="nothing">{said('decisions.none')}</p>;
          return (
            <Rows
              caption={said('decisions')}
              columns={[said('group'), said('at'), said('occasion'), said('decision'), said('why'), said('what')]}
              rows={decisions.map((one) => [
                <CustomerLink key={one.occasion} id={one.customer} address={address} />,
                format.instant(one.at),
                one.occasion,
                said(one.decision),
                one.reason === undefined ? '' : said(`why.${one.reason}`),
                what(one),
              ])}
            />
          );
        }}
      </Paged>
    </section>
  );
}

function namesOf(action: NonNullable<Decision['actions']>[number]) {
  return Object.keys(action) as (keyof typeof action)[];
}
