import type { Reconciliation } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { writtenAs } from '../book/answer.js';
import { useDrilling } from '../drill/drilling.js';
import { useSpeech } from '../page-means.js';
import { Rows } from '../parts/rows.js';
import { Documents } from './documents.js';
import { useReconciliationTexts } from './reconciliation-texts.js';

/** What a reconciliation found, with both sides of each difference. */
export function OneReconciliation({ id }: { readonly id: string }) {
  const { format } = useSpeech();
  const said = useReconciliationTexts();
  const asked = useAnswer(id, (signal) => server.showReconciliation(id, {}, { signal }));
  const { source, period } = asked.value ?? {};
  const title = source === undefined || period === undefined ? undefined : { source, period: format.period(period) };
  return (
    <>
      <div class="place-head">
        <h1>{title === undefined ? said('reconciliations') : said('of', title)}</h1>
        <p class="fine">
          <a href="/reconciliations">{said('all')}</a>
        </p>
      </div>
      <Said asked={asked}>{(found) => <Found found={found} />}</Said>
    </>
  );
}

function Found({ found }: { readonly found: Reconciliation }) {
  const { format } = useSpeech();
  const said = useReconciliationTexts();
  const { from, to, madeAt, covered, differences, controls, documents } = found;
  const known = { from: format.day(from), to: format.day(to), at: format.instant(madeAt), position: covered };
  return (
    <>
      <p>
        <strong>{differences === 0 ? said('agrees') : said('differ', { count: format.count(differences) })}</strong>{' '}
        {said('known', known)}
      </p>
      {controls.length > 0 && <Controls found={found} />}
      {documents !== undefined && <Documents documents={documents} />}
    </>
  );
}

/** Totals that were sent, each beside ours. */
function Controls({ found: { from, to, controls } }: { readonly found: Reconciliation }) {
  const { name, valueName, format } = useSpeech();
  const said = useReconciliationTexts();
  const book = useBook();
  const { open } = useDrilling();
  const isOfParts = controls.some(({ where }) => where !== undefined);
  const isOfDays = controls.some(({ day }) => day !== undefined);
  const row = ({ metric, where = {}, day, theirs, ours, difference }: Reconciliation['controls'][number]) => {
    const unit = book.metrics.find((one) => one.name === metric)?.unit ?? '';
    const written = { unit, ...writtenAs(metric, where, book) };
    const parts = Object.entries(where).map(
      ([dimension, values]) => `${name(dimension)}: ${values.map((one) => valueName(dimension, one)).join(', ')}`,
    );
    return [
      name(metric),
      ...(isOfParts ? [parts.join('; ')] : []),
      ...(isOfDays ? [day === undefined ? '' : format.day(day)] : []),
      format.exact(theirs, written),
      <button type="button" class="quiet" onClick={() => open({ metric, where, from: day ?? from, to: day ?? to })}>
        {format.exact(ours, written)}
      </button>,
      difference === null ? '–' : format.signed(difference, unit, written.currency),
    ];
  };
  return (
    <section class="card is-wide">
      <header>
        <h2>{said('controls')}</h2>
        <p class="fine">{said('controls.are')}</p>
      </header>
      <Rows
        caption={said('controls')}
        columns={[
          said('metric'),
          ...(isOfParts ? [said('parts')] : []),
          ...(isOfDays ? [said('day')] : []),
          ...[said('theirs'), said('ours'), said('difference')].map((one) => `#${one}`),
        ]}
        rows={controls.map(row)}
      />
    </section>
  );
}
