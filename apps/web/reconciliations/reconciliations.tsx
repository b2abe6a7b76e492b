import type { Reconciliations as ListOfThem } from '#client/index.js';
import type { Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { useSpeech } from '../page-means.js';
import { Rows } from '../parts/rows.js';
import { CompareFile } from './compare-file.js';
import { useReconciliationTexts } from './reconciliation-texts.js';

const PAGE = 50;

/** What was held against figures of other systems, the latest first, all of it or that of one system. */
export function Reconciliations({ address }: { readonly address: Address }) {
  const said = useReconciliationTexts();
  const source = address.search.get('source') ?? '';
  const pages = usePages<ListOfThem>(source, (cursor, signal) =>
    server.listReconciliations(
      { limit: PAGE, ...(source !== '' && { source }), ...(cursor !== undefined && { cursor }) },
      { signal },
    ),
  );
  return (
    <>
      <div class="place-head">
        <h1>{said('reconciliations')}</h1>
        <p class="fine">{said('are')}</p>
      </div>
      {source !== '' && (
        <p>
          {said('source')}: {source} · <a href="/reconciliations">{said('source.any')}</a>
        </p>
      )}
      <Paged pages={pages}>{(all) => <Made all={all.flatMap((page) => page.reconciliations)} source={source} />}</Paged>
      <CompareFile />
    </>
  );
}

interface MadeProps {
  readonly all: ListOfThem['reconciliations'];
  readonly source: string;
}

function Made({ all, source }: MadeProps) {
  const { format } = useSpeech();
  const said = useReconciliationTexts();
  if (all.length === 0) return <p class="nothing">{source === '' ? said('none') : said('noneOf', { source })}</p>;
  return (
    <Rows
      caption={said('reconciliations')}
      columns={[said('made'), said('source'), said('period'), `#${said('result')}`]}
      rows={all.map(({ id, madeAt, source: system, period, differences }) => [
        <a href={`/reconciliations/${encodeURIComponent(id)}`}>{format.instant(madeAt)}</a>,
        source === '' ? <a href={`/reconciliations?source=${encodeURIComponent(system)}`}>{system}</a> : system,
        format.period(period),
        format.count(differences),
      ])}
    />
  );
}
