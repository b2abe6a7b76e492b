import type { QueryAnswer } from '#client/index.js';
import { searchWith, type Clocks } from '../book/clocks.js';
import { STAGES } from '../book/stages.js';
import { Bar } from '../parts/bar.js';
import { useSpeech } from '../page-means.js';

interface PartsProps {
  readonly title: string;
  readonly answer: QueryAnswer;
  readonly by: 'stage' | 'tier';
  readonly clocks: Clocks;
}

/** How many customers stand in each part, with a way to who they are. */
export function Parts({ title, answer, by, clocks }: PartsProps) {
  const { name, valueName, format, t } = useSpeech();
  const placeOf = (row: (typeof answer.rows)[number]): number => STAGES.findIndex((stage) => stage === row[by]);
  const rows = answer.rows.toSorted((a, b) => placeOf(a) - placeOf(b));
  const count = (row: QueryAnswer['rows'][number]): number => Number(row['customers.count'] ?? 0);
  const most = Math.max(1, ...rows.map(count));
  const total = Number(answer.totals['customers.count'] ?? 0);
  return (
    <section class="card">
      <header>
        <h2>{title}</h2>
      </header>
      <table class="figures is-plain">
        <thead class="unseen">
          <tr>
            <th scope="col">{name(by)}</th>
            <th scope="col">{name('customers.count')}</th>
            <th scope="col">{t('share')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const part = String(row[by]);
            const search = searchWith(clocks);
            search.set(by, part);
            return (
              <tr key={part}>
                <th scope="row">
                  <a href={`/customers?${search.toString()}`}>{valueName(by, part)}</a>
                  <Bar share={count(row) / most} tone={part} />
                </th>
                <td class="is-number">{format.count(count(row))}</td>
                <td class="is-number fine">{total === 0 ? '' : format.percent(count(row) / total)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
