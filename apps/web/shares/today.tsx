import type { SharedAnswer, TileAnswer } from '#client/index.js';
import { comparedIn, currencyOf } from '../book/answer.js';
import { FigureTable } from '../parts/figure-table.js';
import { useSpeech } from '../page-means.js';
import type { Figure } from '../words/format.js';

type TileToday = NonNullable<SharedAnswer['today']>['tiles'][number];
type Difference = TileToday['differences'][number];

interface TodayProps {
  readonly tile: TileAnswer;
  readonly title: string;
  readonly today: TileToday | undefined;
}

/** Where the answer of today differs from what a tile keeps, figure by figure; nothing where it does not. */
export function Today({ tile, title, today }: TodayProps) {
  const { t, name, valueName, format } = useSpeech();
  if (today === undefined) return null;
  if (today.problem !== null) return <p class="notice">{today.problem}</p>;
  if (today.differences.length === 0) return null;
  const shown = (metric: string, row: Difference['row'], value: Figure): string => {
    const column = tile.answer?.columns.find((one) => one.name === metric);
    if (column === undefined) return String(value ?? '');
    if (comparedIn(column) === 'change') return format.percent(value);
    return format.exact(value, { ...column, currency: currencyOf(column, row) ?? tile.answer?.meta.currency });
  };
  const called = (metric: string): string => {
    const compared = comparedIn({ name: metric });
    return compared === undefined ? name(metric) : `${name(metric.slice(0, -compared.length - 1))}: ${t(compared)}`;
  };
  const caption = `${title}: ${t('shared.then')} – ${t('shared.now')}`;
  return (
    <FigureTable caption={caption}>
      <thead>
        <tr>
          <th scope="col">{t('shared.row')}</th>
          <th scope="col">{t('metric')}</th>
          <th scope="col">{t('shared.then')}</th>
          <th scope="col">{t('shared.now')}</th>
        </tr>
      </thead>
      <tbody>
        {today.differences.map(({ row, metric, then, now }, i) => (
          <tr key={i}>
            <th scope="row">
              {Object.entries(row)
                .map(([dimension, value]) => valueName(dimension, String(value)))
                .join(', ') || t('total')}
            </th>
            <td>{called(metric)}</td>
            <td class="is-number">{shown(metric, row, then)}</td>
            <td class="is-number">{shown(metric, row, now)}</td>
          </tr>
        ))}
      </tbody>
    </FigureTable>
  );
}
