import type { AutomationList } from '#client/index.js';
import type { Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { AutomationForm } from './automation-form.js';
import { useAutomationTexts } from './automation-texts.js';
import { FollowUps } from './follow-ups.js';

const PAGE = 50;

/** The automations that there are, the form for a new one, or what is to be followed up. */
export function Automations({ address }: { readonly address: Address }) {
  if (address.search.has('new')) return <NewAutomation />;
  return address.search.get('view') === 'follow-ups' ? <FollowUps address={address} /> : <AllAutomations />;
}

function NewAutomation() {
  const said = useAutomationTexts();
  return (
    <>
      <div class="place-head">
        <h1>{said('make')}</h1>
        <p class="fine">
          <a href="/automations">{said('all')}</a>
        </p>
      </div>
      <AutomationForm />
    </>
  );
}

function AllAutomations() {
  const said = useAutomationTexts();
  const pages = usePages<AutomationList>('automations', (cursor, signal) =>
    server.listAutomations({ limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <>
      <div class="place-head">
        <h1>{said('automations')}</h1>
        <p class="fine">{said('are')}</p>
      </div>
      <div class="actions">
        <a class="button" href="/automations?new=1">
          {said('make')}
        </a>
        <a class="button" href="/automations?view=follow-ups">
          {said('followUps')}
        </a>
      </div>
      <Paged pages={pages}>
        {(all) => {
          const automations = all.flatMap((page) => page.automations);
          if (automations.length === 0) return <p class="nothing">{said('none')}</p>;
          return (
            <ul class="links">
              {automations.map(({ id, title, on, description, version, enabled }) => (
                <li key={id}>
                  <a href={`/automations/${encodeURIComponent(id)}`}>{title}</a>
                  <code>{JSON.stringify(on)}</code>
                  <span class="fine">
                    {description ?? ''} {said('version', { version })}
                    {enabled === false && `, ${said('off')}`}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Paged>
    </>
  );
}
