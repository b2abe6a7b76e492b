import type { ChurnRisk } from '#client/index.js';
import type { Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { clocksIn } from '../book/clocks.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { Chosen, chosenIn } from './chosen.js';
import { CustomerLink } from './customer-link.js';
import { Head, Warnings } from './head.js';
import { useMiningTexts } from './mining-texts.js';
import { SegmentLink } from './segment-link.js';
import { Trial } from './trial.js';

const WITHIN = ['90', '30', '60', '180', '365'] as const;
const PAGE = 50;

/** Who is likely lost soon, and why; below, how good that was on a day whose outcome is known. */
export function Risk({ address }: { readonly address: Address }) {
  const { t, language, format } = useSpeech();
  const said = useMiningTexts();
  const within = chosenIn(address, 'within', WITHIN);
  const query = { ...clocksIn(address), within: Number(within), limit: PAGE };
  const pages = usePages<ChurnRisk>(JSON.stringify(query), (cursor, signal, onStage) =>
    server.listChurnRisks({ ...query, ...(cursor !== undefined && { cursor }) }, { signal, onStage }),
  );
  const why = ({ feature, effect, text }: ChurnRisk['customers'][number]['reasons'][number]): string =>
    // The server says it in English, with its figures.
    language === 'en' ? text : said(effect > 0 ? 'raises' : 'lowers', { feature: said(`feature.${feature}`) });
  return (
    <>
      <Head title={said('risk')} is={said('risk.is', { within })} trust={said('risk.trust')} />
      <div class="question-bar">
        <Chosen
          address={address}
          parameter="within"
          label={said('within')}
          value={within}
          options={WITHIN.map((one) => [one, one])}
        />
      </div>
      <ClockControls address={address} />
      <Paged pages={pages}>
        {(all) => (
          <>
            <Warnings warnings={all[0].warnings} />
            <p>
              <SegmentLink title={said('overdue')} rule="overdue">
                {said('segment.overdue')}
              </SegmentLink>
            </p>
            <Rows
              caption={said('risk')}
              columns={[t('customer'), `#${said('risk.of')}`, said('overdue'), said('reasons')]}
              rows={all
                .flatMap((page) => page.customers)
                .map(({ id, risk, overdue, reasons }) => [
                  <CustomerLink key={id} id={id} address={address} />,
                  format.percent(risk),
                  said(overdue ? 'yes' : 'no'),
                  <ul key={`${id} why`} class="notes">
                    {reasons.map((reason) => (
                      <li key={reason.feature}>{why(reason)}</li>
                    ))}
                  </ul>,
                ])}
            />
            <Trial holdout={all[0].holdout} />
          </>
        )}
      </Paged>
    </>
  );
}
