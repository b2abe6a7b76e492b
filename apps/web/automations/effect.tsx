import type { Automation, AutomationEffect } from '#client/index.js';
import type { Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { clocksIn } from '../book/clocks.js';
import { Chart } from '../charts/chart.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { useAutomationTexts } from './automation-texts.js';
import { effectShown, type Comparison } from './effect-shown.js';

interface EffectProps {
  readonly automation: Automation;
  readonly address: Address;
}

/** Those it acted on against those it held out, where it says what they were to do, and how they answered. */
export function Effect({ automation: { id, version, goal }, address }: EffectProps) {
  const said = useAutomationTexts();
  return (
    <section class="card is-wide">
      <header>
        <h2>{said('effect')}</h2>
        <p class="fine">
          {goal === undefined
            ? said('effect.none')
            : said('effect.is', { within: goal.within, goal: said(`goal.${goal.metric}`) })}
        </p>
      </header>
      <Measured id={id} version={version} address={address} />
    </section>
  );
}

function Measured({ id, version, address }: Pick<Automation, 'id' | 'version'> & { readonly address: Address }) {
  const clocks = clocksIn(address);
  const asked = useAnswer(JSON.stringify([id, version, clocks]), (signal) =>
    server.showAutomationEffect(id, clocks, { signal }),
  );
  return (
    <Said asked={asked}>
      {({ acted, heldOut, difference, ...effect }) => (
        <>
          {acted && heldOut && difference && <Compared effect={{ ...effect, acted, heldOut, difference }} />}
          <Responses effect={effect} />
        </>
      )}
    </Said>
  );
}

function Compared({ effect }: { readonly effect: Comparison & Pick<AutomationEffect, 'asOf' | 'warnings'> }) {
  const said = useAutomationTexts();
  const { format } = useSpeech();
  const { currency, position } = useBook();
  const names = { group: said('group'), rate: said('rate'), acted: said('acted'), heldOut: said('heldOut') };
  const each = (value: number | null): string => (value === null ? '–' : format.money(value));
  return (
    <>
      <Chart answer={effectShown(effect, names, { currency, position })} kind="bar" metrics={[names.rate]} />
      <Rows
        caption={said('effect')}
        columns={[
          names.group,
          ...[said('customers'), said('open'), said('reached'), names.rate, said('revenue'), said('each')].map(
            (one) => `#${one}`,
          ),
        ]}
        rows={(['acted', 'heldOut'] as const).map((arm) => {
          const { customers, open, reached, rate, revenue, revenuePerCustomer } = effect[arm];
          const counts = [customers, open, reached].map((one) => format.count(one));
          return [names[arm], ...counts, format.percent(rate), format.money(revenue), each(revenuePerCustomer)];
        })}
      />
      <Differences effect={effect} />
      {effect.warnings.map((warning) => (
        <p key={warning} class="notice">
          {warning}
        </p>
      ))}
    </>
  );
}

/** How those it acted on answered, and what that cost. */
function Responses({ effect: { response } }: { readonly effect: Pick<AutomationEffect, 'response'> }) {
  const said = useAutomationTexts();
  const { format } = useSpeech();
  const money = (value: string | number | null): string => (value === null ? '–' : format.money(value));
  const { customers, responses, rate, revenue, cost, costPerResponse } = response;
  const names = ['acted', 'responded', 'responseRate', 'revenue', 'cost', 'costEach'] as const;
  return (
    <>
      <p class="fine">{said('responses.are')}</p>
      <Rows
        caption={said('responses')}
        columns={names.map((name) => `#${said(name)}`)}
        rows={[
          [
            ...[format.count(customers), format.count(responses), format.percent(rate)],
            ...[revenue, cost, costPerResponse].map(money),
          ],
        ]}
      />
    </>
  );
}

function Differences({ effect: { difference } }: { readonly effect: Comparison }) {
  const said = useAutomationTexts();
  const { format } = useSpeech();
  const written = (one: Comparison['difference']['rate'], show: (value: number) => string): string => {
    if (one === null) return said('nobody');
    const value = show(one.value);
    if (one.interval === null) return value;
    return said('within', { value, low: show(one.interval.low), high: show(one.interval.high) });
  };
  return (
    <ul class="differences" aria-label={said('difference')}>
      <li>{said('difference.rate', { value: written(difference.rate, (one) => format.percent(one)) })}</li>
      <li>{said('difference.each', { value: written(difference.revenuePerCustomer, (one) => format.money(one)) })}</li>
    </ul>
  );
}
