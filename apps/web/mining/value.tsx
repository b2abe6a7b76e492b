import type { CustomerValues } from '#client/index.js';
import type { Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { useBook } from '../book/about-book.js';
import { addDays } from '../book/calendar.js';
import { clocksIn } from '../book/clocks.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { Chosen, chosenIn } from './chosen.js';
import { CustomerLink } from './customer-link.js';
import { Head, Warnings } from './head.js';
import { Holdout } from './holdout.js';
import { useMiningTexts } from './mining-texts.js';
import { rounded } from './rounded.js';

const HORIZONS = ['52', '13', '26', '104'] as const;
/** Weeks before the day that the models are tried on; none unless chosen. */
const HELD_OUT = ['0', '13', '26', '39', '52'] as const;
const PAGE = 50;

/** What customers are expected to buy, the most valuable first. */
export function CustomerValue({ address }: { readonly address: Address }) {
  const { t, format } = useSpeech();
  const said = useMiningTexts();
  const horizon = chosenIn(address, 'horizon', HORIZONS);
  const heldOut = chosenIn(address, 'heldOut', HELD_OUT);
  const clocks = clocksIn(address);
  const { today } = useBook();
  const calibration = heldOut !== '0' && { calibration: addDays(clocks.asOf ?? today, -7 * Number(heldOut)) };
  const query = { ...clocks, ...calibration, horizon: Number(horizon), limit: PAGE };
  const pages = usePages<CustomerValues>(JSON.stringify(query), (cursor, signal, onStage) =>
    server.listCustomerValues({ ...query, ...(cursor !== undefined && { cursor }) }, { signal, onStage }),
  );
  return (
    <>
      <Head title={said('value')} is={said('value.is', { horizon })} trust={said('value.trust')} />
      <div class="question-bar">
        <Chosen
          address={address}
          parameter="horizon"
          label={said('horizon')}
          value={horizon}
          options={HORIZONS.map((one) => [one, one])}
        />
        <Chosen
          address={address}
          parameter="heldOut"
          label={said('holdout')}
          value={heldOut}
          options={HELD_OUT.map((one) => [
            one,
            one === '0' ? said('holdout.no') : said('holdout.weeks', { weeks: one }),
          ])}
        />
      </div>
      <ClockControls address={address} />
      <Paged pages={pages}>
        {(all) => (
          <>
            <Warnings warnings={all[0].warnings} />
            <Totals values={all[0]} />
            <Rows
              caption={said('value')}
              columns={[
                t('customer'),
                ...[said('alive'), said('purchases'), said('worth'), said('again')].map((one) => `#${one}`),
              ]}
              rows={all
                .flatMap((page) => page.customers)
                .map(({ id, pAlive, expectedPurchases, expectedValue, frequency }) => [
                  <CustomerLink key={id} id={id} address={address} />,
                  format.percent(pAlive),
                  format.count(rounded(expectedPurchases)),
                  format.money(expectedValue),
                  format.count(frequency),
                ])}
            />
            {all[0].holdout !== undefined && <Holdout holdout={all[0].holdout} />}
            <Parameters values={all[0]} />
          </>
        )}
      </Paged>
    </>
  );
}

function Totals({ values: { totals } }: { readonly values: CustomerValues }) {
  const { format } = useSpeech();
  const said = useMiningTexts();
  const { expectedPurchases, expectedValue } = totals;
  if (expectedPurchases === null) return <p class="notice">{said('value.little')}</p>;
  const count = format.count(rounded(expectedPurchases, 0));
  return <p>{said('value.totals', { count, worth: format.money(expectedValue) })}</p>;
}

/** What the models were fitted to, for who knows them. */
function Parameters({ values: { parameters } }: { readonly values: CustomerValues }) {
  const { format } = useSpeech();
  const said = useMiningTexts();
  const { bgnbd, gammaGamma } = parameters;
  const figure = (value: number): string => format.count(rounded(value, 4));
  const row = (name: string, given: Readonly<Record<string, number>> | null) => {
    if (given === null) return [name, '–', '–', '–'];
    const { customers = 0, logLikelihood = NaN, ...shape } = given;
    const shown = Object.entries(shape).map(([key, value]) => `${key} ${figure(value)}`);
    return [name, shown.join(', '), format.count(customers), figure(logLikelihood)];
  };
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{said('parameters')}</h2>
      </header>
      <Rows
        caption={said('parameters')}
        columns={[said('model'), said('parameters'), `#${said('fitted')}`, `#${said('likelihood')}`]}
        rows={[row('BG/NBD', bgnbd), row('Gamma-Gamma', gammaGamma)]}
      />
    </section>
  );
}
