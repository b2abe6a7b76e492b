import type { Address } from '../address.js';
import { withParameters } from '../address.js';
import { Said } from '../asking/said.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { addDays } from '../book/calendar.js';
import { clocksIn } from '../book/clocks.js';
import { ClockControls } from '../parts/clock-controls.js';
import { later } from '../parts/later.js';
import { useSpeech } from '../page-means.js';
import { CustomersLedger } from './customers-ledger.js';
import { overviewAt } from './overview-answers.js';
import { Parts } from './parts.js';
import { Pipeline } from './pipeline.js';
import { Revenue } from './revenue.js';

const EmptyBook = later(async () => (await import('./empty-book.js')).EmptyBook);
const Recurring = later(async () => (await import('./recurring.js')).Recurring);
const FiringNow = later(async () => (await import('../alerts/firing-now.js')).FiringNow);

/** Days without anything after which a book is looked at on its last day rather than today. */
const QUIET_DAYS = 45;

/** How the business stands on a day: its customers, its revenue against the year before, and what is to come. */
export function Overview({ address }: { readonly address: Address }) {
  const { t, format } = useSpeech();
  const book = useBook();
  const clocks = clocksIn(address);
  const day = clocks.asOf ?? book.today;
  const asked = useAnswer(book.isEmpty ? undefined : JSON.stringify([day, clocks.knownAt]), (signal) =>
    overviewAt(day, clocks.knownAt, signal),
  );
  if (book.isEmpty) return <EmptyBook />;
  return (
    <>
      <div class="place-head">
        <h1>{t('overview')}</h1>
        <p class="fine">{t('overview.at', { day: format.day(day) })}</p>
      </div>
      <ClockControls address={address} />
      {clocks.asOf === undefined && book.last < addDays(book.today, -QUIET_DAYS) && (
        <p class="notice">
          {t('overview.quiet', { day: format.day(book.last) })}{' '}
          <a href={withParameters(address, { asOf: book.last })}>{t('overview.quiet.do')}</a>
        </p>
      )}
      <FiringNow />
      <Said asked={asked}>
        {(answers) => (
          <div class="cards">
            <CustomersLedger answer={answers.customers} />
            <Revenue answer={answers.revenue} />
            <Parts title={t('stages')} answer={answers.stages} by="stage" clocks={clocks} />
            <Parts title={t('tiers')} answer={answers.tiers} by="tier" clocks={clocks} />
            <Pipeline answer={answers.pipeline} />
            <Recurring asOf={day} knownAt={clocks.knownAt} />
          </div>
        )}
      </Said>
    </>
  );
}
