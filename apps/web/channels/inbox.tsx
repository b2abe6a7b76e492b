import type { Messages } from '#client/index.js';
import { useLive } from '../asking/live.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { useSpeech } from '../page-means.js';
import { useChannelTexts } from './channel-texts.js';

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
                    {link !== undefined && (
                      <p>
                        <a href={placeOf(link)}>{said('more')}</a>
                      </p>
                    )}
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

/** The place of the page where what a route of the API answers is shown. */
function placeOf(link: string): string {
  return link.replace(/^\/v1(?=\/(alerts|dashboards|reports|schedules)\/)/, '').replace(/^\/schedules\//, '/reports/');
}
