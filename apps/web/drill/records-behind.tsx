import type { Records } from '#client/index.js';
import { server } from '../asking/server.js';
import { Paged, usePages } from '../asking/pages.js';
import { useSpeech } from '../page-means.js';
import { searchWith } from '../book/clocks.js';
import { useBasisSaid } from '../explore/basis-said.js';
import { searchOf } from '../explore/question.js';
import { useBook } from '../book/about-book.js';
import { writtenAs } from '../book/answer.js';
import type { Cell, Thing } from './drilling.js';

const PAGE = 50;

interface RecordsBehindProps {
  readonly cell: Cell;
  readonly onThing: (thing: Thing) => void;
}

/** The records behind a figure, which sum to it. */
export function RecordsBehind({ cell, onThing }: RecordsBehindProps) {
  const { t, format, name } = useSpeech();
  const written = writtenAs(cell.metric, cell.where, useBook(), cell.currency);
  const pages = usePages<Records>(JSON.stringify(cell), (cursor, signal) =>
    server.listRecords({ ...cell, limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <>
      <Conditions cell={cell} />
      <p>
        <a href={whyAddress(cell)}>{t('why')}</a>
      </p>
      <Paged pages={pages}>
        {([first, ...more]) => (
          <>
            <p class="sum">
              {t('behind.sum', {
                count: format.count(first.count),
                sum: format.exact(first.sum, { ...written, unit: first.unit }),
              })}
            </p>
            <table class="figures">
              <thead>
                <tr>
                  <th scope="col">{t('record')}</th>
                  <th scope="col">{t('customer')}</th>
                  <th scope="col">{t('occurredAt')}</th>
                  <th scope="col" class="is-number">
                    {t('value')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {[first, ...more].flatMap(({ records }) =>
                  records.map(({ kind, id, customerId, occurredAt, value }) => (
                    <tr key={`${kind} ${id}`}>
                      <th scope="row">
                        <button type="button" class="link" onClick={() => onThing({ kind, id, customerId })}>
                          {name(kind)} {id}
                        </button>
                      </th>
                      <td>{customerId ?? t('guest')}</td>
                      <td>{occurredAt === null ? '' : format.instant(occurredAt)}</td>
                      <td class="is-number">{format.exact(value, { ...written, unit: first.unit })}</td>
                    </tr>
                  )),
                )}
              </tbody>
            </table>
          </>
        )}
      </Paged>
    </>
  );
}

/** Which part of the book a figure is of. */
function Conditions({ cell }: { readonly cell: Cell }) {
  const { t, name, valueName, format } = useSpeech();
  const basisSaid = useBasisSaid();
  const { from, to, asOf, knownAt, where } = cell;
  const said = [
    ...(from === undefined ? [] : [`${format.day(from)} – ${to === undefined ? '' : format.day(to)}`]),
    ...Object.entries(where).map(
      ([dimension, values]) => `${name(dimension)}: ${values.map((value) => valueName(dimension, value)).join(', ')}`,
    ),
    ...(asOf === undefined ? [] : [`${t('asOf')} ${format.day(asOf)}`]),
    ...(knownAt === undefined ? [] : [`${t('knownAt')} ${format.day(knownAt)}`]),
    ...basisSaid(cell),
  ];
  return said.length === 0 ? null : <p class="conditions">{said.join(' · ')}</p>;
}

/** Where the same figure is explained. */
function whyAddress({ metric, where, from, to, asOf, knownAt, ...basis }: Cell): string {
  const days = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const search = searchOf({ metrics: [metric], by: [], where, ...days, ...basis }, searchWith({ asOf, knownAt }));
  search.set('why', metric);
  if (to !== undefined) search.set('knownAt2', to);
  return `/explore?${search.toString()}`;
}
