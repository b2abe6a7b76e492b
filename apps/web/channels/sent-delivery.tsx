import { useEffect, useState } from 'preact/hooks';
import type { Delivery } from '#client/index.js';
import { Failed } from '../asking/said.js';
import { server } from '../asking/server.js';
import { Panel } from '../parts/panel.js';
import { useChannelTexts } from './channel-texts.js';
import { DeliveryShown } from './delivery-shown.js';

interface SentDeliveryProps {
  readonly title: string;
  readonly asks: string;
  readonly send: () => Promise<Delivery>;
  readonly onClose: () => void;
}

/** Asks before something leaves the house, and then shows what becomes of it. */
export function SentDelivery({ title, asks, send, onClose }: SentDeliveryProps) {
  const said = useChannelTexts();
  const [isSending, setIsSending] = useState(false);
  const [sent, setSent] = useState<Delivery>();
  const [error, setError] = useState<unknown>();
  const go = (): void => {
    setIsSending(true);
    setError(undefined);
    send()
      .then(setSent, setError)
      .finally(() => setIsSending(false));
  };
  return (
    <Panel title={title} kind="middle" onClose={onClose}>
      {sent === undefined ? (
        <>
          <p>{asks}</p>
          {error !== undefined && <Failed error={error} />}
          <div class="actions">
            <button type="button" class="primary" disabled={isSending} onClick={go}>
              {said('send')}
            </button>
            <button type="button" onClick={onClose}>
              {said('leave')}
            </button>
          </div>
        </>
      ) : (
        <Followed sent={sent} />
      )}
    </Panel>
  );
}

/** Milliseconds between two looks, and looks until nobody waits any more. */
const EVERY = 500;
const LOOKS = 60;
/** Newer ones that may have left meanwhile. */
const NEWEST = 100;

/** A delivery until its first attempt has ended. */
function Followed({ sent }: { readonly sent: Delivery }) {
  const [delivery, setDelivery] = useState(sent);
  const [looks, setLooks] = useState(0);
  const [error, setError] = useState<unknown>();
  const isOpen = !delivery.attempts.slice(sent.attempts.length).some(({ endedAt }) => endedAt !== undefined);
  useEffect(() => {
    if (!isOpen || looks >= LOOKS) return undefined;
    const ending = new AbortController();
    const { signal } = ending;
    const look = async (): Promise<void> => {
      const { deliveries } = await server.listDeliveries({ channel: sent.channel, limit: NEWEST }, { signal });
      const found = deliveries.find(({ id }) => id === sent.id);
      if (found !== undefined) setDelivery(found);
      setLooks((before) => before + 1);
    };
    const timer = setTimeout(() => {
      look().catch((failure: unknown) => {
        if (!signal.aborted) setError(failure);
      });
    }, EVERY);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [looks, isOpen]);
  if (error !== undefined) return <Failed error={error} />;
  return (
    <div role="status">
      <DeliveryShown delivery={delivery} />
    </div>
  );
}
