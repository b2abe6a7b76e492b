import { go, withParameters, type Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { ClockControls } from '../parts/clock-controls.js';
import { useSpeech } from '../page-means.js';
import { useWrite } from '../settings/use-write.js';
import { forecastIn, type ForecastAsked } from './forecast-asked.js';
import { ForecastBar } from './forecast-bar.js';
import { useForecastTexts } from './forecast-texts.js';
import { ForecastShown } from './forecast-shown.js';
import { KeptForecasts } from './kept-forecasts.js';
import { PartsForetold } from './parts-foretold.js';
import { Regraded } from './regraded.js';

/** What a figure may come to, how good such forecasts were, and those that are kept. */
export function Forecasts({ address }: { readonly address: Address }) {
  const said = useForecastTexts();
  const question = forecastIn(address);
  const asked = useAnswer(JSON.stringify(question), async (signal, onStage) => ({
    forecast: await server.forecastFigures(question, { signal, onStage }),
    asked: question,
  }));
  const isGraded = address.search.has('grades');
  return (
    <>
      <div class="place-head">
        <h1>{said('forecasts')}</h1>
        <p class="fine">{said('are')}</p>
      </div>
      <ForecastBar address={address} asked={question} />
      <ClockControls address={address} />
      <p class="help">{said('trust')}</p>
      <Said asked={asked}>
        {({ forecast, asked: of }) => (
          <>
            <ForecastShown forecast={forecast} metric={of.metric} grain={of.grain} method={of.method} />
            {forecast.parts !== undefined && <PartsForetold parts={forecast.parts} asked={of} address={address} />}
          </>
        )}
      </Said>
      <div class="actions space-above">
        <button
          type="button"
          aria-expanded={isGraded}
          onClick={() => go(withParameters(address, { grades: isGraded ? undefined : '1' }))}
        >
          {said('grades')}
        </button>
      </div>
      {isGraded && <Regraded question={question} />}
      <Keeping question={question} />
    </>
  );
}

/** The forecasts that are kept, and how this one comes to be one of them. */
function Keeping({ question }: { readonly question: ForecastAsked }) {
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
