import type { ForecastFiguresBody } from '#client/index.js';
import { go, withParameters, type Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { clocksIn } from '../book/clocks.js';
import { ClockControls } from '../parts/clock-controls.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { useWrite } from '../settings/use-write.js';
import { useForecastTexts } from './forecast-texts.js';
import { ForecastShown } from './forecast-shown.js';
import { KeptForecasts } from './kept-forecasts.js';

const GRAINS = ['month', 'week', 'day', 'quarter'] as const;
const HORIZONS = ['3', '6', '12', '24', '36'] as const;
/** What the pipeline foretells. */
const OF_PIPELINE = 'opportunities.won_value';
const METHODS = ['auto', 'theta+damped', 'theta', 'damped-trend', 'seasonal-naive', 'naive'] as const;
const LEVELS = [0.8, 0.95];

/** What a figure may come to, and the forecasts that are kept. */
export function Forecasts({ address }: { readonly address: Address }) {
  const { t, name } = useSpeech();
  const said = useForecastTexts();
  const { metrics } = useBook();
  const { search } = address;
  const chosen = <One extends string>(of: readonly [One, ...One[]], parameter: string, usual = of[0]): One =>
    of.find((one) => one === search.get(parameter)) ?? usual;
  const grain = chosen(GRAINS, 'grain');
  const metric = search.get('metric') ?? 'revenue.net';
  const methods = metric === OF_PIPELINE ? ([...METHODS, 'pipeline'] as const) : METHODS;
  const method = chosen<(typeof METHODS)[number] | 'pipeline'>(methods, 'method');
  const horizon = chosen(HORIZONS, 'horizon', '12');
  const question = { metric, grain, method, horizon: Number(horizon), levels: LEVELS, ...clocksIn(address) };
  const asked = useAnswer(JSON.stringify(question), async (signal) => ({
    forecast: await server.forecastFigures(question, { signal }),
    ...{ metric, grain, method },
  }));
  const select = (label: string, parameter: string, value: string, options: readonly (readonly [string, string])[]) => (
    <Select
      label={label}
      value={value}
      options={options}
      onChange={(next) => go(withParameters(address, { [parameter]: next }))}
    />
  );
  return (
    <>
      <div class="place-head">
        <h1>{said('forecasts')}</h1>
        <p class="fine">{said('are')}</p>
      </div>
      <div class="question-bar">
        {select(
          t('metric'),
          'metric',
          metric,
          metrics.filter(({ onlyBy }) => onlyBy === undefined).map((one) => [one.name, name(one.name)]),
        )}
        {select(
          t('grain'),
          'grain',
          grain,
          GRAINS.map((one) => [one, name(one)]),
        )}
        {select(
          said('horizon'),
          'horizon',
          horizon,
          HORIZONS.map((one) => [one, one]),
        )}
        {select(
          said('method'),
          'method',
          method,
          methods.map((one) => [one, said(`method.${one}`)]),
        )}
      </div>
      <ClockControls address={address} />
      <p class="help">{said('trust')}</p>
      <Said asked={asked}>{(answer) => <ForecastShown {...answer} />}</Said>
      <Keeping question={question} />
    </>
  );
}

/** The forecasts that are kept, and how this one comes to be one of them. */
function Keeping({ question }: { readonly question: ForecastFiguresBody & { readonly metric: string } }) {
  const { name } = useSpeech();
  const said = useForecastTexts();
  const body = { ...question, save: true };
  const { begin, dialog } = useWrite(() => undefined);
  const keep = (): void =>
    begin({
      title: said('save.title', { metric: name(question.metric) }),
      body,
      send: async () => {
        const { saved } = await server.forecastFigures(body);
        if (saved === undefined) throw new Error('a forecast that was to be kept is not');
        return saved;
      },
    });
  return (
    <>
      <div class="actions space-above">
        <button type="button" onClick={keep}>
          {said('save')}
        </button>
      </div>
      <KeptForecasts key={String(dialog === false)} />
      {dialog}
    </>
  );
}
