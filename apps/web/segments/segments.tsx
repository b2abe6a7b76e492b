import type { SegmentList } from '#client/index.js';
import type { Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { SegmentForm } from './segment-form.js';
import { useSegmentTexts } from './segment-texts.js';

const PAGE = 50;

/** The segments that there are, or the form for a new one. */
export function Segments({ address }: { readonly address: Address }) {
  return address.search.has('new') ? <SegmentForm address={address} /> : <AllSegments />;
}

function AllSegments() {
  const said = useSegmentTexts();
  const pages = usePages<SegmentList>('segments', (cursor, signal) =>
    server.listSegments({ limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <>
      <div class="place-head">
        <h1>{said('segments')}</h1>
        <p class="fine">{said('are')}</p>
      </div>
      <div class="actions">
        <a class="button" href="/segments?new=1">
          {said('make')}
        </a>
      </div>
      <Paged pages={pages}>
        {(all) => {
          const segments = all.flatMap((page) => page.segments);
          if (segments.length === 0) return <p class="nothing">{said('none')}</p>;
          return (
            <ul class="links">
              {segments.map(({ id, title, rule, description, version }) => (
                <li key={id}>
                  <a href={`/segments/${encodeURIComponent(id)}`}>{title}</a>
                  <code>{rule}</code>
                  <span class="fine">
                    {description ?? ''} {said('version', { version })}
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
