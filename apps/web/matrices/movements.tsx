import type { QueryAnswer, QueryBody } from '#client/index.js';
import { go, withParameters, type Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { monthStart } from '../book/calendar.js';
import { clocksIn } from '../book/clocks.js';
import { STAGES } from '../book/stages.js';
import { useDrilling } from '../drill/drilling.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Select } from '../parts/select.js';
import { FigureTable } from '../parts/figure-table.js';
import { useSpeech } from '../page-means.js';
import { heatClass } from './heat.js';

const MONTHS = [1, 3, 12] as const;
const ORDER: readonly string[] = ['', ...STAGES, 'high', 'normal', 'low'];

/** Who went from which stage or tier to which, in the months that end on a day. */
export function Movements({ address }: { readonly address: Address }) {
  const { t, name } = useSpeech();
  const { today } = useBook();
  const { search } = address;
  const of = search.get('of') === 'tier' ? 'tier' : 'stage';
  const months = MONTHS.find((one) => String(one) === search.get('months')) ?? 1;
  const clocks = clocksIn(address);
  const to = clocks.asOf ?? today;
  const from = monthStart(to, 1 - months);
  const body: QueryBody = { metrics: ['customers.moves'], by: [`from_${of}`, `to_${of}`], from, to, ...clocks };
  const asked = useAnswer(JSON.stringify(body), async (signal) => {
    const answer = await server.query(body, { signal });
    return { answer, of, body } as const;
  });
  return (
    <>
      <div class="place-head">
        <h1>{t('movements')}</h1>
        <p class="fine">{t('movements.are')}</p>
      </div>
      <div class="question-bar">
        <Select
          label={t('movements.of')}
          value={of}
          options={[
            ['stage', name('stage')],
            ['tier', name('tier')],
          ]}
          onChange={(next) => go(withParameters(address, { of: next }))}
        />
        <Select
          label={t('period')}
          value={String(months)}
          options={MONTHS.map((one) => [
            String(one),
            t(one === 1 ? 'movements.month' : 'movements.months', { count: one }),
          ])}
          onChange={(next) => go(withParameters(address, { months: next }))}
        />
      </div>
      <ClockControls address={address} />
      <Said asked={asked}>{(moves) => <MoveTable {...moves} />}</Said>
    </>
  );
}

interface MoveTableProps {
  readonly answer: QueryAnswer;
  readonly of: 'stage' | 'tier';
  readonly body: QueryBody;
}

function MoveTable({ answer: { rows }, of, body }: MoveTableProps) {
  const { t, name, format } = useSpeech();
  const { open } = useDrilling();
  const parts = (side: string): readonly string[] =>
    [...new Set(rows.map((row) => String(row[`${side}_${of}`])))].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  const count = (from: string, to: string): number =>
    Number(rows.find((row) => row[`from_${of}`] === from && row[`to_${of}`] === to)?.['customers.moves'] ?? 0);
  const said = (part: string): string => (part === '' ? t('movements.nowhere') : name(part));
  const most = Math.max(1, ...rows.map((row) => Number(row['customers.moves'])));
  const show = (from: string, to: string): void =>
    open({
      metric: 'customers.moves',
      where: { [`from_${of}`]: [from], [`to_${of}`]: [to] },
      ...(body.from !== undefined && { from: body.from }),
      ...(body.to !== undefined && { to: body.to }),
      ...(body.asOf !== undefined && { asOf: body.asOf }),
      ...(body.knownAt !== undefined && { knownAt: body.knownAt }),
    });
  if (rows.length === 0) return <p class="nothing">{t('nothing')}</p>;
  return (
    <FigureTable caption={t('movements')} isMatrix>
      <thead>
        <tr>
          <th scope="col">{t('movements.axes')}</th>
          {parts('to').map((to) => (
            <th key={to} scope="col" class="is-number">
              {said(to)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts('from').map((from) => (
          <tr key={from}>
            <th scope="row">{said(from)}</th>
            {parts('to').map((to) => (
              <td key={to} class={`is-number ${heatClass(count(from, to) / most)}`}>
                {count(from, to) === 0 ? (
                  ''
                ) : (
                  <button type="button" class="cell" onClick={() => show(from, to)}>
                    {format.count(count(from, to))}
                  </button>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </FigureTable>
  );
}
