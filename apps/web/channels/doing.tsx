import { useState } from 'preact/hooks';
import type { Channel, SetChannel } from '#client/index.js';
import { server } from '../asking/server.js';
import { Entry } from '../parts/entry.js';
import { Form } from '../parts/form.js';
import { Panel } from '../parts/panel.js';
import { ConfirmedWrite, type Write } from '../settings/confirmed-write.js';
import { newId } from '../settings/new-id.js';
import { ChannelForm } from './channel-form.js';
import { useChannelTexts } from './channel-texts.js';
import type { Doing } from './one-channel.js';
import { SentDelivery } from './sent-delivery.js';

interface DoingProps {
  readonly doing: Doing;
  /** Absent where a new one is made. */
  readonly channel: Channel | undefined;
  /** @param isDone whether the channels are others now */
  readonly onClose: (isDone: boolean) => void;
}

/** Asks what is to be said of a channel, asks once more, and records it. */
export function ChannelDoing({ doing, channel, onClose }: DoingProps) {
  const said = useChannelTexts();
  const [write, setWrite] = useState<Write>();
  const leave = (): void => onClose(false);
  if (write !== undefined) return <ConfirmedWrite write={write} onClose={onClose} />;
  if (doing === 'change' || channel === undefined)
    return (
      <ChannelForm
        channel={channel}
        onClose={leave}
        onFilled={(id, content) => {
          const title = channel === undefined ? said('define') : said('change.of', { id });
          setWrite(setting(title, id, { ...content, ifMatch: channel?.version ?? 0 }));
        }}
      />
    );
  const { id, version } = channel;
  const title = said(`${doing}.of`, { id });
  if (doing === 'test')
    return (
      <SentDelivery
        title={title}
        asks={said('test.ask')}
        send={() => server.testChannel(id)}
        onClose={() => onClose(true)}
      />
    );
  if (doing === 'pause')
    return (
      <Panel title={title} kind="middle" onClose={leave}>
        <Reason
          onFilled={(reason) => {
            const body = { id: newId('pause'), reason };
            setWrite({ title, body, send: () => server.pauseChannel(id, body) });
          }}
        />
      </Panel>
    );
  return <ConfirmedWrite write={ending(title, doing, id, version)} onClose={onClose} />;
}

function setting(title: string, id: string, body: SetChannel): Write {
  return {
    title,
    body: { id, ...body },
    send: () => server.setChannel(id, body),
    now: (signal) => server.showChannel(id, {}, { signal }),
  };
}

function ending(title: string, doing: 'resume' | 'retire', id: string, version: number): Write {
  if (doing === 'resume') {
    const body = { id: newId('resume') };
    return { title, body, send: () => server.resumeChannel(id, body) };
  }
  return {
    title,
    body: { id, version },
    send: () => server.retireChannel(id, { ifMatch: version }),
    now: (signal) => server.showChannel(id, {}, { signal }),
  };
}

function Reason({ onFilled }: { readonly onFilled: (reason: string) => void }) {
  const said = useChannelTexts();
  const [reason, setReason] = useState('');
  return (
    <Form onSubmit={() => onFilled(reason)}>
      <Entry label={said('pause.reason')} value={reason} onChange={setReason} />
      <button type="submit" class="primary">
        {said('next')}
      </button>
    </Form>
  );
}
