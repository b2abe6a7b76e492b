import type { Timeline } from '#client/index.js';
import { useSpeech } from '../page-means.js';
import { StageMark } from './stage-mark.js';
import { staysOf } from './stays.js';

interface StageBarProps {
  readonly changes: Timeline['changes'];
  readonly until: string;
}

/** The stages of a customer as one bar over time; the table below says the same. */
export function StageBar({ changes, until }: StageBarProps) {
  const { t, name, format } = useSpeech();
  const stays = staysOf(changes, until);
  const total = stays.reduce((sum, { days }) => sum + days, 0);
  if (total === 0) return <p class="nothing">{t('nothing')}</p>;
  return (
    <>
      <div class="stage-bar" aria-hidden="true">
        {stays.map(({ from, stage, days }) => (
          <span
            key={from}
            class={`tone-${stage}`}
            style={{ width: `${String((days / total) * 100)}%` }}
            title={`${name(stage)}, ${format.day(from)}`}
          />
        ))}
      </div>
      <details class="behind-chart">
        <summary>{t('stages.table', { count: stays.length })}</summary>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{t('from')}</th>
              <th scope="col">{name('stage')}</th>
              <th scope="col">{name('tier')}</th>
              <th scope="col">{name('cause')}</th>
              <th scope="col" class="is-number">
                {t('days')}
              </th>
            </tr>
          </thead>
          <tbody>
            {stays.map(({ from, stage, tier, cause, days }) => (
              <tr key={from}>
                <th scope="row">{format.day(from)}</th>
                <td>
                  <StageMark stage={stage} />
                </td>
                <td>{name(tier)}</td>
                <td>{name(cause)}</td>
                <td class="is-number">{format.count(days)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
