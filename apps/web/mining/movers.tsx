import type { Movers as MoversAnswer } from '#client/index.js';
import type { Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { writtenAs } from '../book/answer.js';
import { clocksIn } from '../book/clocks.js';
import { PERIODS } from '../explore/period.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { Chosen, chosenIn } from './chosen.js';
import { Head } from './head.js';
import { useMiningTexts } from './mining-texts.js';

const COMPARED = ['previous-period', 'previous-year'] as const;
const USUAL = { metric: 'revenue.net', by: 'region', period: 'last-month' };

/** Which parts moved a figure most. */
export function Movers({ address }: { readonly address: Address }) {
  const { t, name } = useSpeech();
  const said = useMiningTexts();
  const { metrics } = useBook();
  const { search } = address;
  const movable = metrics.filter(({ kind, onlyBy }) => kind !== 'ratio' && onlyBy === undefined);
  const metric = movable.find((one) => one.name === search.get('metric')) ?? movable.find(isUsual);
  const by = metric?.dimensions.find((one) => one === search.get('by')) ?? USUAL.by;
  const period = PERIODS.find((one) => one === search.get('period')) ?? USUAL.period;
  const compare = chosenIn(address, 'compare', COMPARED);
  const query = { ...clocksIn(address), metric: metric?.name ?? USUAL.metric, by, period, compare };
  const asked = useAnswer(JSON.stringify(query), (signal) => server.listMovers(query, { signal }));
  const select = (label: string, parameter: string, value: string, options: readonly (readonly [string, string])[]) => (
    <Chosen address={address} parameter={parameter} label={label} value={value} options={options} />
  );
  return (
    <>
      <Head title={said('movers')} is={said('movers.is')} trust={said('movers.trust')} />
      <div class="question-bar">
        {select(
          t('metric'),
          'metric',
          query.metric,
          movable.map((one) => [one.name, name(one.name)]),
        )}
        {select(
          t('by'),
          'by',
          by,
          (metric?.dimensions ?? [USUAL.by]).map((one) => [one, name(one)]),
        )}
        {select(
          t('period'),
          'period',
          period,
          PERIODS.filter((one) => one !== 'all').map((one) => [one, t(`period.${one}`)]),
        )}
        {select(
          t('compare'),
          'compare',
          compare,
          COMPARED.map((one) => [one, t(`compare.${one}`)]),
        )}
      </div>
      <ClockControls address={address} />
      <Said asked={asked}>{(answer) => <Moved answer={answer} />}</Said>
    </>
  );
}

function isUsual({ name }: { readonly name: string }): boolean {
  return name === USUAL.metric;
}

function Moved({ answer }: { readonly answer: MoversAnswer }) {
  const { name, valueName, format } = useSpeech();
  const said = useMiningTexts();
  const { metric, unit, by, parts, others, overlap, value, previous, change } = answer;
  const about = { unit, ...writtenAs(metric, undefined, useBook()) };
  const figure = (one: string | number): string => format.figure(one, about);
  const signed = (one: string | number): string => format.signed(one, unit, about.currency);
  const figures = [said('now'), said('before'), said('change'), said('change.share')].map((one) => `#${one}`);
  const rest = (title: string, moved: string | number): readonly string[] => [title, '', '', signed(moved), ''];
  return (
    <>
      <p>{said('movers.of', { value: figure(value), previous: figure(previous), change: signed(change) })}</p>
      <Rows
        caption={`${said('movers')}: ${name(metric)}`}
        columns={[name(by), ...figures]}
        rows={[
          ...parts.map((one) => [
            valueName(by, one.part),
            figure(one.value),
            figure(one.previous),
            signed(one.change),
            format.percent(one.share),
          ]),
          ...(others.count > 0 ? [rest(said('others', { count: others.count }), others.change)] : []),
          ...(Number(overlap) === 0 ? [] : [rest(said('overlap'), overlap)]),
        ]}
      />
    </>
  );
}
