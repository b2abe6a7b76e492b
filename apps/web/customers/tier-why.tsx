import type { CustomerWhy } from '#client/index.js';
import { server } from '../asking/server.js';
import { useBook } from '../book/about-book.js';
import { useSpeech } from '../page-means.js';
import { newId } from '../settings/new-id.js';
import { useWrite } from '../settings/use-write.js';
import { EventsBehind } from './events-behind.js';
import { Fact } from './fact.js';
import { OverrideForm } from './override-form.js';
import { PolicyNamed } from './policy-named.js';
import { useWhyTexts } from './why-texts.js';

type Tiered = CustomerWhy['tier'];
type Condition = NonNullable<Tiered['rule']>;

interface TierWhyProps {
  /** Of the customer. */
  readonly id: string;
  readonly why: Tiered;
  /** Told when a tier was given or withdrawn. */
  readonly onDone: () => void;
}

/** The condition that a tier is held by, or who gave it, and what is missing to the next one. */
export function TierWhy({ id, why, onDone }: TierWhyProps) {
  const said = useWhyTexts();
  const { name, format } = useSpeech();
  const inWords = useConditions();
  const { tier, rule, inputs, kept, override, next, policy, events } = why;
  return (
    <section class="card">
      <header>
        <h2>{said('tier')}</h2>
      </header>
      {override === null && <p>{rule === null ? said('held.none') : said('held', { condition: inWords([rule]) })}</p>}
      {override !== null && <Given id={id} override={override} onDone={onDone} />}
      {kept !== null && <p>{said('kept', { day: format.day(kept.heldOn), until: format.day(kept.until) })}</p>}
      {next !== null && (
        <p class="fine">{said('missing', { tier: name(next.tier), missing: inWords(next.missing) })}</p>
      )}
      <dl class="facts">
        <Fact term={said('days')}>
          {format.day(inputs.from)} – {format.day(inputs.to)}
        </Fact>
        <Fact term={said('revenue')}>{format.money(inputs.revenue)}</Fact>
        <Fact term={said('orders')}>{format.count(inputs.orders)}</Fact>
        <Fact term={said('interactions')}>{format.count(inputs.interactions)}</Fact>
        <PolicyNamed policy={policy} />
      </dl>
      <EventsBehind events={events} />
      <OverrideForm id={id} tier={tier} onDone={onDone} />
    </section>
  );
}

/** Conditions in words, of which one is enough. */
function useConditions(): (conditions: readonly Condition[]) => string {
  const said = useWhyTexts();
  const { format } = useSpeech();
  return (conditions) =>
    conditions
      .map(({ revenue, orders, interactions }) =>
        [
          ...(revenue === undefined ? [] : [`${said('revenue')} ${format.money(revenue)}`]),
          ...(orders === undefined ? [] : [`${said('orders')} ${format.count(orders)}`]),
          ...(interactions === undefined ? [] : [`${said('interactions')} ${format.count(interactions)}`]),
        ].join(said('and')),
      )
      .join(said('or'));
}

interface GivenProps {
  readonly id: string;
  readonly override: NonNullable<Tiered['override']>;
  readonly onDone: () => void;
}

/** A tier that somebody gave by hand, which can be withdrawn. */
function Given({ id, override, onDone }: GivenProps) {
  const said = useWhyTexts();
  const { format } = useSpeech();
  const { today } = useBook();
  const { begin, dialog } = useWrite(onDone);
  const { id: given, from, until, reason, actor } = override;
  const about = { from: format.day(from), reason: reason ?? said('given.hidden') };
  const withdraw = (): void => {
    const body = { id: newId('withdrawal'), override: given, from: today < from ? from : today };
    begin({
      title: said('withdraw.of', { customer: id }),
      body,
      send: () => server.withdrawTierOverride(id, body),
    });
  };
  return (
    <>
      <p>
        {until === null ? said('given.open', about) : said('given', { ...about, until: format.day(until) })}
        {actor !== null && said('given.by', { actor })}
      </p>
      <button type="button" onClick={withdraw}>
        {said('withdraw')}
      </button>
      {dialog}
    </>
  );
}
