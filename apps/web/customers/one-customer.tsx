import type { Customer, Timeline } from '#client/index.js';
import type { Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { clocksIn } from '../book/clocks.js';
import { EventList } from '../journal/event-list.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Hidden, MaskedFields } from '../parts/masked.js';
import { useSpeech } from '../page-means.js';
import { Counted } from './counted.js';
import { Fact } from './fact.js';
import { Gaps } from './gaps.js';
import { Merging } from './merging/merging.js';
import { StageBar } from './stage-bar.js';
import { StageMark } from './stage-mark.js';
import { Why } from './why.js';

const CONTACTS = ['email', 'phone'] as const;

interface Both {
  readonly customer: Customer;
  readonly timeline: Timeline;
}

/** One customer as of a day: where it stands, how it came there, and everything that was recorded of it. */
export function OneCustomer({ id, address }: { readonly id: string; readonly address: Address }) {
  const { t } = useSpeech();
  const { today } = useBook();
  const clocks = clocksIn(address);
  const asked = useAnswer(JSON.stringify([id, clocks]), async (signal): Promise<Both> => {
    const [customer, timeline] = await Promise.all([
      server.showCustomer(id, clocks, { signal }),
      server.showTimeline(id, clocks, { signal }),
    ]);
    return { customer, timeline };
  });
  return (
    <>
      <div class="place-head">
        <p class="fine">
          <a href="/customers">{t('customers')}</a> /
        </p>
        <h1>{asked.value?.customer.name ?? asked.value?.customer.id ?? id}</h1>
      </div>
      <ClockControls address={address} />
      <Said asked={asked}>
        {({ customer, timeline }) => (
          <>
            <div class="cards">
              <Standing customer={customer} />
              <Bought customer={customer} />
              <Counted id={customer.id} isExcluded={customer.excluded === true} onDone={asked.again} />
            </div>
            {customer.erased === undefined && <Why id={customer.id} clocks={clocks} onDone={asked.again} />}
            <Merging asked={id} customer={customer} onDone={asked.again} />
            <section class="card space-above">
              <header>
                <h2>{t('stages.over')}</h2>
              </header>
              <StageBar changes={timeline.changes} until={clocks.asOf ?? today} />
            </section>
            <section class="card space-above">
              <header>
                <h2>{t('gaps')}</h2>
              </header>
              <Gaps events={timeline.events} until={clocks.asOf ?? today} />
            </section>
            <section class="card space-above">
              <header>
                <h2>{t('timeline')}</h2>
                <p class="fine">{t('timeline.is')}</p>
              </header>
              <EventList events={timeline.events.toReversed()} />
            </section>
          </>
        )}
      </Said>
    </>
  );
}

function Standing({ customer }: { readonly customer: Customer }) {
  const { t, name, format } = useSpeech();
  const { stage, tier, region, segment, source, salesperson, registered, masked, erased } = customer;
  const labels = { region, segment, source, salesperson };
  return (
    <section class="card">
      <header>
        <h2>{t('standing')}</h2>
      </header>
      <dl class="facts">
        <Fact term={name('stage')}>
          <StageMark stage={stage} />
        </Fact>
        <Fact term={name('tier')}>{name(tier)}</Fact>
        <Fact term={t('registered')}>{format.day(registered ?? '')}</Fact>
        {Object.entries(labels).map(([label, value]) => (
          <Fact key={label} term={name(label)}>
            {value === '' ? '–' : value}
          </Fact>
        ))}
        {CONTACTS.map((contact) => {
          const value = customer[contact] ?? (masked?.includes(contact) === true ? <Hidden /> : undefined);
          return value === undefined ? null : (
            <Fact key={contact} term={t(contact)}>
              {value}
            </Fact>
          );
        })}
      </dl>
      <MaskedFields fields={masked} />
      {erased !== undefined && <p class="fine">{t('erased', { day: format.instant(erased.at) })}</p>}
    </section>
  );
}

function Bought({ customer }: { readonly customer: Customer }) {
  const { t, format } = useSpeech();
  return (
    <section class="card">
      <header>
        <h2>{t('bought')}</h2>
      </header>
      <dl class="facts">
        <Fact term={t('firstPurchase')}>{format.day(customer.firstPurchase ?? '')}</Fact>
        <Fact term={t('lastPurchase')}>{format.day(customer.lastPurchase ?? '')}</Fact>
        <Fact term={t('recency')}>{format.count(customer.recency)}</Fact>
        <Fact term={t('frequency')}>{format.count(customer.frequency)}</Fact>
        <Fact term={t('monetary')}>{format.money(customer.monetary)}</Fact>
        <Fact term={t('refunded')}>{format.money(customer.refunded)}</Fact>
        <Fact term={t('interactions')}>{format.count(customer.interactions)}</Fact>
      </dl>
    </section>
  );
}
