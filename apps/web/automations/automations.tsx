import type { AutomationList } from '#client/index.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { useAutomationTexts } from './automation-texts.js';

const PAGE = 50;

/** The automations that there are. */
export function Automations() {
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
