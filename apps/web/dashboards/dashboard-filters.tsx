import type { DashboardAnswer } from '#client/index.js';
import { useSpeech } from '../page-means.js';

/** What all tiles of a dashboard are narrowed to. */
export function DashboardFilters({ filters }: Pick<DashboardAnswer, 'filters'>) {
  const { t, name, valueName } = useSpeech();
  return (
    <>
      {Object.entries(filters).map(([dimension, values]) => (
        <p key={dimension} class="conditions">
          {t('dashboard.only', {
            dimension: name(dimension),
            values: values.map((value) => valueName(dimension, value)).join(', '),
          })}
        </p>
      ))}
    </>
  );
}
