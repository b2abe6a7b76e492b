import type { QueryAnswer } from '#client/index.js';
import { useSpeech } from '../page-means.js';
import { FigureLines } from './figure-lines.js';

const OPEN = ['opportunities.open', 'pipeline.value', 'pipeline.weighted'] as const;
const CLOSED = ['opportunities.won', 'opportunities.lost', 'win_rate'] as const;

/** What may still be sold, and how much of it was in the year before. */
export function Pipeline({ answer }: { readonly answer: QueryAnswer }) {
  const { t } = useSpeech();
  return (
    <section class="card">
      <header>
        <h2>{t('pipeline')}</h2>
      </header>
      <FigureLines answer={answer} metrics={OPEN} />
      <h3>{t('pipeline.closed')}</h3>
      <FigureLines answer={answer} metrics={CLOSED} />
    </section>
  );
}
