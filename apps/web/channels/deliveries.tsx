import { useState } from 'preact/hooks';
import type { Deliveries as Page, Delivery } from '#client/index.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { Select } from '../parts/select.js';
import { useChannelTexts } from './channel-texts.js';
import { DeliveryShown } from './delivery-shown.js';
import { SentDelivery } from './sent-delivery.js';

const PAGE = 20;
const STATES = ['waiting', 'claimed', 'delivered', 'failed'] as const;

/** What left the house and what waits, by state. The outbox is on no clock of the book: it is looked at when somebody wants to. */
export function Deliveries() {
  const said = useChannelTexts();
  const [state, setState] = useState<Delivery['state']>();
  const [again, setAgain] = useState<Delivery>();
  const pages = usePages<Page>(state ?? '', (cursor, signal) =>
    server.listDeliveries(
      { limit: PAGE, ...(state !== undefined && { state }), ...(cursor !== undefined && { cursor }) },
      { signal },
    ),
  );
  return (
    <section class="card is-wide">
      <header>
        <h2>{said('deliveries')}</h2>
        <p class="fine">{said('deliveries.are')}</p>
      </header>
      <div class="search">
        <Select
          label={said('state')}
          value={state ?? ''}
          options={[['', said('any')], ...STATES.map((one) => [one, said(`state.${one}`)] as const)]}
          onChange={(chosen) => setState(STATES.find((one) => one === chosen))}
        />
        <button type="button" onClick={pages.again}>
          {said('look')}
          <span class="unseen"> {said('deliveries')}</span>
        </button>
      </div>
      <Paged pages={pages}>
        {(all) => {
          const deliveries = all.flatMap((page) => page.deliveries);
          if (deliveries.length === 0)
            return <p class="nothing">{said(state === undefined ? 'deliveries.none' : 'deliveries.noneSuch')}</p>;
          return (
            <ul class="events">
              {deliveries.map((delivery) => (
                <li key={delivery.id}>
                  <DeliveryShown delivery={delivery} />
                  {delivery.state !== 'delivered' && (
                    <button type="button" class="quiet" onClick={() => setAgain(delivery)}>
                      {said('retry')}
                      <span class="unseen"> {delivery.id}</span>
                    </button>
                  )}
                </li>
              ))}
            </ul>
          );
        }}
      </Paged>
      {again !== undefined && (
        <SentDelivery
          title={said('retry.of', { id: again.id })}
          asks={said('retry.ask')}
          send={() => server.retryDelivery(again.id)}
          onClose={() => {
            setAgain(undefined);
            pages.again();
          }}
        />
      )}
    </section>
  );
}
