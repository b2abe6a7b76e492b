import type { Reconciliation } from '#client/index.js';
import { useDrilling } from '../drill/drilling.js';
import { useSpeech } from '../page-means.js';
import { Rows } from '../parts/rows.js';
import { useReconciliationTexts } from './reconciliation-texts.js';

type Compared = NonNullable<Reconciliation['documents']>;
type Listed = Compared['listed'][number];
type Side = Listed['theirs'];

/** The documents of a file against those of the book: how many agree, and every one that does not. */
export function Documents({ documents }: { readonly documents: Compared }) {
  const { format } = useSpeech();
  const said = useReconciliationTexts();
  const { theirs, ours, same, listed, leftOut, totals } = documents;
  const counts = { theirs: format.count(theirs), ours: format.count(ours), same: format.count(same) };
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{said('documents')}</h2>
        <p class="fine">{said('documents.are', counts)}</p>
      </header>
      {listed.length > 0 && <Differing listed={listed} />}
      {leftOut > 0 && <p class="fine">{said('leftOut', { count: format.count(leftOut) })}</p>}
      {totals.length > 0 && <Totals documents={documents} />}
    </section>
  );
}

function Differing({ listed }: { readonly listed: readonly Listed[] }) {
  const { format } = useSpeech();
  const said = useReconciliationTexts();
  return (
    <Rows
      caption={said('listed')}
      columns={[said('document'), said('what'), said('theirs'), said('ours'), `#${said('line')}`]}
      rows={listed.map((one) => [
        <Named document={one} />,
        <What document={one} />,
        <OneSide side={one.theirs} />,
        <OneSide side={one.ours} />,
        one.line === undefined ? '' : format.count(one.line),
      ])}
    />
  );
}

/** Its name, which opens its journal where the book has it. */
function Named({ document: { id, kind, ours } }: { readonly document: Listed }) {
  const { name } = useSpeech();
  const { openThing } = useDrilling();
  const called = [...(kind === undefined ? [] : [name(kind)]), id].join(' ');
  if (ours === undefined || kind === undefined) return <>{called === '' ? '–' : called}</>;
  return (
    <button type="button" class="quiet" onClick={() => openThing({ kind, id, customerId: ours.customerId ?? null })}>
      {called}
    </button>
  );
}

function What({ document: { differences, times, detail } }: { readonly document: Listed }) {
  const said = useReconciliationTexts();
  const words = differences.map((one) => said(one === 'currency' ? 'currency.differs' : one));
  const often = times === undefined ? '' : ` (${said('times', { count: times })})`;
  return (
    <>
      {words.join(', ') + often}
      {detail !== undefined && <span class="fine"> {detail}</span>}
    </>
  );
}

function OneSide({ side }: { readonly side: Side }) {
  const { format } = useSpeech();
  if (side === undefined) return <>–</>;
  const { date, amount, currency, customerId } = side;
  const written = format.exact(amount, { type: 'decimal', unit: 'money', currency });
  return <>{[written, ...(date === undefined ? [] : [format.day(date)]), customerId].filter(Boolean).join(' · ')}</>;
}

function Totals({ documents: { totals, totalsLeftOut } }: { readonly documents: Compared }) {
  const { format } = useSpeech();
  const said = useReconciliationTexts();
  const figures = ['theirs', 'ours', 'difference', 'theirDocuments', 'ourDocuments'] as const;
  return (
    <>
      <h3>{said('totals')}</h3>
      <Rows
        caption={said('totals')}
        columns={[said('day'), said('currency'), ...figures.map((one) => `#${said(one)}`)]}
        rows={totals.map(({ date, currency, theirs, ours, difference, theirDocuments, ourDocuments }) => [
          date === undefined ? '–' : format.day(date),
          currency,
          ...[theirs, ours].map((one) => format.exact(one, { type: 'decimal', unit: 'money', currency })),
          format.signed(difference, 'money', currency),
          format.count(theirDocuments),
          format.count(ourDocuments),
        ])}
      />
      {totalsLeftOut > 0 && <p class="fine">{said('totals.leftOut', { count: format.count(totalsLeftOut) })}</p>}
    </>
  );
}
