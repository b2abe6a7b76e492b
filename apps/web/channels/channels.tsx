import { useState } from 'preact/hooks';
import type { Channel, ChannelList } from '#client/index.js';
import { useLive } from '../asking/live.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { useChannelTexts } from './channel-texts.js';
import { ChannelDoing } from './doing.js';
import { OneChannel, type Doing } from './one-channel.js';

const PAGE = 50;

/** Where messages go: all channels there are, to be made, changed, tested, paused and retired. */
export function Channels() {
  const said = useChannelTexts();
  const [chosen, setChosen] = useState<{ readonly channel?: Channel; readonly doing: Doing }>();
  const pages = usePages<ChannelList>('channels', (cursor, signal) =>
    server.listChannels({ limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  useLive(pages, (events) => events === undefined || Object.keys(events).some((type) => /^Channel/.test(type)));
  return (
    <section class="card is-wide">
      <header>
        <h2>{said('channels')}</h2>
        <p class="fine">{said('channels.are')}</p>
      </header>
      <Paged pages={pages}>
        {(all) => {
          const channels = all.flatMap((page) => page.channels);
          if (channels.length === 0) return <p class="nothing">{said('channels.none')}</p>;
          return (
            <ul class="links">
              {channels.map((channel) => (
                <OneChannel key={channel.id} channel={channel} onDo={(doing) => setChosen({ channel, doing })} />
              ))}
            </ul>
          );
        }}
      </Paged>
      <button type="button" class="more" onClick={() => setChosen({ doing: 'change' })}>
        {said('make')}
      </button>
      {chosen !== undefined && (
        <ChannelDoing
          doing={chosen.doing}
          channel={chosen.channel}
          onClose={(isDone) => {
            setChosen(undefined);
            if (isDone) pages.again();
          }}
        />
      )}
    </section>
  );
}
