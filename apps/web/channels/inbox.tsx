import type { Messages } from '#client/index.js';
import { useLive } from '../asking/live.js';
import { ownKey } from '../asking/own-key.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { useSpeech } from '../page-means.js';
import { useChannelTexts } from './channel-texts.js';
import { placeOf } from './place-of.js';

const PAGE = 20;

/** What was left in inboxes of the book. */
export function Inbox() {
  const { format } = useSpeech();
  const said = useChannelTexts();
  const pages = usePages<Messages>('inbox', (cursor, signal) =>
    server.listMessages({ limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  useLive(pages, (events) => events === undefined || Object.keys(events).some((type) => /^Message/.test(type)));
  return (
    <section class="card is-wide">
      <header>
        <h2>{said('inbox')}</h2>
        <p class="fine">{said('inbox.are')}</p>
      </header>
      <Paged pages={pages}>
        {(all) => {
          const messages = all.flatMap((page) => page.messages);
          if (messages.length === 0) return <p class="nothing">{said('inbox.none')}</p>;
          return (
            <ul class="events">
              {messages.map(({ id, channel, subject, title, text, link, recordedAt }) => (
                <li key={id}>
                  <details>
                    <summary>
                      <strong>{title}</strong>{' '}
                      <span class="fine">
                        {channel} · {subject} · {format.instant(recordedAt)}
                      </span>
                    </summary>
                    <pre tabIndex={0}>{text}</pre>
                    {link !== undefined && <More link={link} />}
                  </details>
                </li>
              ))}
            </ul>
          );
        }}
      </Paged>
    </section>
  );
}

/** Where there is more: in its place of the page, or where it has none, what the API answers, to whoever needs no key for it. */
function More({ link }: { readonly link: string }) {
  const said = useChannelTexts();
  const place = placeOf(link);
  if (place === undefined && ownKey() !== undefined) return null;
  return (
    <p>
      {place === undefined ? (
        <a href={link} data-outside>
          {said('more')}
        </a>
      ) : (
        <a href={place}>{said('more')}</a>
      )}
    </p>
  );
}
