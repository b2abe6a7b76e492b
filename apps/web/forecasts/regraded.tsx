import type { RegradedForecasts } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { writtenAs, type Shown } from '../book/answer.js';
import { addDays } from '../book/calendar.js';
import { Chart } from '../charts/chart.js';
import { useSpeech } from '../page-means.js';
import { Rows } from '../parts/rows.js';
import { daysRegraded, type ForecastAsked } from './forecast-asked.js';
import { percent } from './foretold.js';
import { useForecastTexts } from './forecast-texts.js';

/** The forecasts that would have been made over the last periods, by what was known then, and what came of each. */
export function Regraded({ question }: { readonly question: ForecastAsked }) {
  const said = useForecastTexts();
  const { today } = useBook();
  const { days, to } = daysRegraded(question, today);
  const { metric, where, grain, horizon, method, levels } = question;
  const body = {
    question: {
      metric,
      grain,
      method,
      ...(where && { where }),
      ...(horizon && { horizon }),
      ...(levels && { levels }),
    },
    ...{ from: addDays(to, -days), to },
  };
  const asked = useAnswer(JSON.stringify(body), async (signal) => ({
    regraded: await server.regradeForecasts(body, { signal }),
    grain,
  }));
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{said('grades')}</h2>
        <p class="fine">{said('grades.are')}</p>
      </header>
      <Said asked={asked}>{(answer) => <Grades {...answer} />}</Said>
    </section>
  );
}

interface GradesProps {
  readonly regraded: RegradedForecasts;
  readonly grain: string;
}

/** Each forecast by the period that came next; its error and that of all its periods over time. */
function Grades({ regraded, grain }: GradesProps) {
  const { t, format } = useSpeech();
  const said = useForecastTexts();
  const { metric, unit, forecasts } = regraded;
  const about = { unit, ...writtenAs(metric, undefined, useBook()) };
  const figure = (value: string | null): string => format.figure(value, { ...about, type: 'decimal' });
  const change = (value: string | null): string =>
    value === null ? '–' : format.signed(value, unit, about.currency ?? undefined);
  const shown = gradesShown(regraded, grain, said('smape'), useBook());
  return (
    <>
      {shown.rows.length > 1 && <Chart answer={shown} kind="line" />}
      <Rows
        caption={said('grades')}
        columns={[
          said('madeAfter'),
          t('period'),
          ...[said('foretold'), said('actual'), said('error'), said('late'), said('model'), said('smape.all')].map(
            (one) => `#${one}`,
          ),
          said('bounds'),
        ]}
        rows={forecasts
          .toReversed()
          .map(({ bucket, points: [next], sMAPE }) => [
            format.period(bucket),
            format.period(next?.bucket ?? ''),
            figure(String(Math.round((next?.mean ?? 0) * 100) / 100)),
            figure(next?.actual ?? null),
            ...[next?.error, next?.lateFacts, next?.model].map((one) => change(one ?? null)),
            sMAPE === null ? '–' : `${format.count(Math.round(sMAPE * 10) / 10)} %`,
            boundsHeld(next?.inside ?? {}, said),
          ])}
      />
    </>
  );
}

/** The error of each forecast over its periods that are over, as an answer to be drawn. */
function gradesShown(
  { forecasts }: RegradedForecasts,
  grain: string,
  called: string,
  book: { readonly position: string; readonly today: string; readonly currency: string },
): Shown {
  const rows = forecasts.flatMap(({ bucket, sMAPE }) =>
    sMAPE === null ? [] : [{ [grain]: bucket, [called]: Math.round(sMAPE * 10) / 10 }],
  );
  return {
    columns: [
      { name: grain, type: 'string', unit: '' },
      { name: called, type: 'number', unit: '%' },
    ],
    rows,
    totals: { [called]: null },
    meta: { position: book.position, asOf: book.today, knownAt: null, incomplete: [], currency: book.currency },
  };
}

/** The narrowest bounds that what came was inside of. */
function boundsHeld(
  inside: Readonly<Record<string, boolean | null>>,
  said: ReturnType<typeof useForecastTexts>,
): string {
  const levels = Object.keys(inside).toSorted((a, b) => Number(a) - Number(b));
  if (levels.every((level) => inside[level] === null)) return said('running');
  const held = levels.find((level) => inside[level] === true);
  return held === undefined ? said('no') : said('inside', { level: percent(held) });
}
