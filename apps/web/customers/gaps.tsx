import type { JournalEvent } from '#client/index.js';
import { useBook } from '../book/about-book.js';
import { dayIn, dayNumber } from '../book/calendar.js';
import { Bar } from '../parts/bar.js';
import { useSpeech } from '../page-means.js';

interface GapsProps {
  readonly events: readonly JournalEvent[];
  readonly until: string;
}

/** Enough to see a habit. */
const SHOWN = 12;

/** Days between one purchase day and the next, and since the last, from the events as they are shown. */
export function Gaps({ events, until }: GapsProps) {
  const { t, format } = useSpeech();
  const { timeZone } = useBook();
  const dayOf = dayIn(timeZone);
  const voided = new Set(events.filter(({ type }) => type === 'SaleVoided').map(({ stream }) => stream));
  const sales = events.filter(({ type, stream }) => type === 'SaleRecorded' && !voided.has(stream));
  const days = [...new Set(sales.map(({ occurredAt }) => dayOf(occurredAt)))].sort();
  const gaps = days.map((day, i) => {
    const next = days[i + 1];
    return { day, next, length: dayNumber(next ?? until) - dayNumber(day) };
  });
  const longest = Math.max(1, ...gaps.map(({ length }) => length));
  if (gaps.length === 0) return <p class="nothing">{t('gaps.none')}</p>;
  return (
    <table class="figures is-plain">
      <thead class="unseen">
        <tr>
          <th scope="col">{t('from')}</th>
          <th scope="col">{t('days')}</th>
        </tr>
      </thead>
      <tbody>
        {gaps.slice(-SHOWN).map(({ day, next, length }) => (
          <tr key={day}>
            <th scope="row">
              {format.day(day)} – {next === undefined ? t('gaps.since') : format.day(next)}
              <Bar share={length / longest} tone={next === undefined ? 'at_risk' : 'plain'} />
            </th>
            <td class="is-number">{t('gaps.days', { count: length })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
