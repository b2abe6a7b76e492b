import { useMemo } from 'preact/hooks';
import type { AlertBacktest } from '#client/index.js';
import { useBook } from '../book/about-book.js';
import { Chart } from '../charts/chart.js';
import { AnswerTable } from '../parts/answer-table.js';
import { useSpeech } from '../page-means.js';
import { useAlertTexts } from './alert-texts.js';
import { comparedAs, seenAs, watchOf, type Rule } from './watch.js';

interface BacktestProps {
  readonly test: AlertBacktest;
  /** As it is now: its threshold may have been moved since it was tried. */
  readonly rule: Rule;
}

/** The days of a year as a rule sees them: the figures, where it fires, when it did and would have. */
export function Backtest({ test, rule }: BacktestProps) {
  const { format } = useSpeech();
  const said = useAlertTexts();
  const book = useBook();
  const answer = useMemo(() => seenAs(test, rule, book), [test, rule.metric, rule.by, book]);
  const condition = JSON.stringify(rule.condition);
  const watch = useMemo(() => {
    const names = {
      line: said('threshold'),
      expected: said('test.expected'),
      fired: said('test.fires'),
      wouldFire: said('test.would'),
    };
    return watchOf({ rule, test, book, format, names });
  }, [test, condition, book, format]);
  const { live, knownThen, hindsight } = test.counts;
  const counts = { live: live?.firings ?? 0, knownThen: knownThen?.firings ?? 0, hindsight: hindsight?.firings ?? 0 };
  return (
    <>
      <p class="fine">{said('test.is', { from: format.day(test.from), to: format.day(test.to) })}</p>
      <Chart answer={answer} kind="line" watch={watch} />
      <p class="sum">{said('test.sum', counts)}</p>
      <Firings test={test} rule={rule} />
      <details class="behind-chart">
        <summary>{said('test.figures')}</summary>
        <AnswerTable answer={answer} caption={said('test.figures')} />
      </details>
    </>
  );
}

const WAYS = ['live', 'knownThen', 'hindsight'] as const;

/** Every firing of the three ways to judge, in one table. */
function Firings({ test, rule }: BacktestProps) {
  const { valueName, format } = useSpeech();
  const said = useAlertTexts();
  const about = comparedAs(rule, useBook());
  const all = new Map<string, { readonly day: string; readonly part: string; readonly values: Map<string, string> }>();
  for (const way of WAYS)
    for (const { day, part, value } of test[way].firings) {
      const one = all.get(`${day} ${part}`) ?? { day, part, values: new Map<string, string>() };
      one.values.set(way, format.figure(value, about));
      all.set(`${day} ${part}`, one);
    }
  if (all.size === 0) return <p class="nothing">{said('test.none')}</p>;
  return (
    <details class="behind-chart">
      <summary>{said('test.firings')}</summary>
      <div class="table-box" tabIndex={0} role="region" aria-label={said('test.firings')}>
        <table class="figures">
          <caption class="unseen">{said('test.firings')}</caption>
          <thead>
            <tr>
              <th scope="col">{said('day')}</th>
              <th scope="col">{said('part')}</th>
              {WAYS.map((way) => (
                <th key={way} scope="col" class="is-number">
                  {said(`test.${way}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...all]
              .toSorted(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, { day, part, values }]) => (
                <tr key={key}>
                  <th scope="row">{format.day(day)}</th>
                  <td>{rule.by === undefined ? said('whole') : valueName(rule.by, part)}</td>
                  {WAYS.map((way) => (
                    <td key={way} class="is-number">
                      {values.get(way) ?? '–'}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
