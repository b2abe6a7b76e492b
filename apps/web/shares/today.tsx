import type { SharedAnswer, TileAnswer } from '#client/index.js';
import { useSpeech } from '../page-means.js';
import type { Figure } from '../words/format.js';

interface TodayProps {
  readonly tile: TileAnswer;
  readonly title: string;
  readonly today: NonNullable<SharedAnswer['today']>['tiles'][number] | undefined;
}

/** Where the answer of today differs from what a tile keeps, figure by figure; nothing where it does not. */
export function Today({ tile, title, today }: TodayProps) {
  const { t, name, format } = useSpeech();
  if (today === undefined) return null;
  if (today.problem !== null) return <p class="notice">{today.problem}</p>;
  if (today.differences.length === 0) return null;
  const shown = (metric: string, value: Figure): string => {
    const column = tile.answer?.columns.find((one) => one.name === metric);
    if (column === undefined) return String(value ?? '');
    const { type, unit, currency } = column;
    return format.exact(value, { type, unit, currency });
  };
  const caption = `${title}: ${t('shared.then')} – ${t('shared.now')}`;
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table class="figures">
        <caption class="unseen">{caption}</caption>
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
                {Object.values(row)
                  .map((value) => (value === '' ? t('missing') : name(String(value))))
                  .join(', ') || t('total')}
              </th>
              <td>{name(metric)}</td>
              <td class="is-number">{shown(metric, then)}</td>
              <td class="is-number">{shown(metric, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
