import type { Forecast } from '#client/index.js';
import type { Address } from '../address.js';
import { useBook } from '../book/about-book.js';
import { writtenAs } from '../book/answer.js';
import { useSpeech } from '../page-means.js';
import { Rows } from '../parts/rows.js';
import type { ForecastAsked } from './forecast-asked.js';
import { searchedFor } from './forecast-bar.js';
import { useForecastTexts } from './forecast-texts.js';

/** Those of which the most comes; more would only be scrolled past. */
const MOST = 100;

interface PartsForetoldProps {
  readonly parts: NonNullable<Forecast['parts']>;
  readonly asked: ForecastAsked;
  readonly address: Address;
}

/** What comes of each part of a whole, the largest first, with the way to its own forecast. */
export function PartsForetold({ parts, asked, address }: PartsForetoldProps) {
  const { name, valueName, format } = useSpeech();
  const said = useForecastTexts();
  const { metric, by = '', where = {} } = asked;
  const book = useBook();
  const { unit = '' } = book.metrics.find((one) => one.name === metric) ?? {};
  const about = { unit, ...writtenAs(metric, undefined, book), type: 'decimal' as const };
  const figure = (value: number): string => format.figure(String(Math.round(value * 100) / 100), about);
  const error = (value: number | null): string =>
    value === null ? '–' : `${format.count(Math.round(value * 10) / 10)} %`;
  const ranked = parts
    .map((part) => ({ ...part, sum: part.points.reduce((sum, { mean }) => sum + mean, 0) }))
    .toSorted((a, b) => b.sum - a.sum);
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{name(by)}</h2>
        <p class="fine">
          {said('parts.are')} {parts.length > MOST && said('parts.largest', { count: MOST, all: parts.length })}
        </p>
      </header>
      <Rows
        caption={name(by)}
        columns={[
          name(by),
          ...[said('parts.next'), said('parts.sum'), said('smape'), said('naive')].map((one) => `#${one}`),
          said('method'),
        ]}
        rows={ranked.slice(0, MOST).map(({ part, points, sum, method, backtest }) => [
          <a key={part} href={searchedFor(address, { ...where, [by]: [part] }, '')}>
            {valueName(by, part)}
          </a>,
          figure(points[0]?.mean ?? 0),
          figure(sum),
          error(backtest.sMAPE),
          error(backtest.naive.sMAPE),
          said(`method.${method}`),
        ])}
      />
    </section>
  );
}
