import type { CustomerWhy } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import type { Clocks } from '../book/clocks.js';
import { useSpeech } from '../page-means.js';
import { EventsBehind } from './events-behind.js';
import { Fact } from './fact.js';
import { PolicyNamed } from './policy-named.js';
import { TierWhy } from './tier-why.js';
import { useWhyTexts } from './why-texts.js';

interface WhyProps {
  readonly id: string;
  readonly clocks: Clocks;
  /** Told when something was recorded that may change it. */
  readonly onDone: () => void;
}

/** The rules that a customer's stage and tier hold by, and what they were applied to. */
export function Why({ id, clocks, onDone }: WhyProps) {
  const asked = useAnswer(JSON.stringify([id, clocks]), (signal) => server.showWhy(id, clocks, { signal }));
  return (
    <Said asked={asked}>
      {({ stage, tier }) => (
        <div class="cards space-above">
          <StageWhy why={stage} />
          <TierWhy
            id={id}
            why={tier}
            onDone={() => {
              asked.again();
              onDone();
            }}
          />
        </div>
      )}
    </Said>
  );
}

type Staged = CustomerWhy['stage'];

/** Of each stage that days lead to, how many it has been and how many its rule names. */
const COUNTED: Readonly<Partial<Record<Staged['stage'], (why: Staged) => readonly [number | null, number]>>> = {
  churned: ({ inputs, settings }) => [inputs.daysSinceLastPurchase, settings.churnAfterDays],
  at_risk: ({ inputs, settings }) => [inputs.daysSinceLastPurchase, settings.atRiskAfterDays],
  new: ({ inputs, settings }) => [inputs.daysSinceFirstPurchase, settings.newForDays],
  reactivated: ({ inputs, settings }) => [inputs.daysSinceComeBack, settings.reactivatedForDays],
};

function StageWhy({ why }: { readonly why: Staged }) {
  const said = useWhyTexts();
  const { name, valueName, format } = useSpeech();
  const { stage, inputs, where, policy, events } = why;
  const [days, limit] = COUNTED[stage]?.(why) ?? [null, 0];
  const part = Object.entries(where ?? {}).map(
    ([by, values]) => `${name(by)}: ${values.map((value) => valueName(by, value)).join(', ')}`,
  );
  return (
    <section class="card">
      <header>
        <h2>{said('stage')}</h2>
      </header>
      <p>{said(`stage.${stage}`, { days: format.count(days), limit: format.count(limit) })}</p>
      {part.length > 0 && <p class="fine">{said('ofOwn', { where: part.join(' · ') })}</p>}
      <dl class="facts">
        <Fact term={said('firstPurchase')}>{format.day(inputs.firstPurchase ?? '')}</Fact>
        <Fact term={said('lastPurchase')}>{format.day(inputs.lastPurchase ?? '')}</Fact>
        <Fact term={said('comeBack')}>{format.day(inputs.comeBack ?? '')}</Fact>
        <PolicyNamed policy={policy} />
      </dl>
      <EventsBehind events={events} />
    </section>
  );
}
