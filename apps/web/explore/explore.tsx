import { addressOf, go, type Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { clocksIn } from '../book/clocks.js';
import { ClockControls } from '../parts/clock-controls.js';
import { useSpeech } from '../page-means.js';
import { AnswerView } from './answer-view.js';
import { Explained } from './explained.js';
import { QuestionBar } from './question-bar.js';
import { Suggestions } from './suggestions.js';
import { bodyOf, questionIn, searchOf, type Question } from './question.js';

/** Any question, put together by hand. The address holds all of it, so that it can be gone back to and passed on. */
export function Explore({ address }: { readonly address: Address }) {
  const { t } = useSpeech();
  const question = questionIn(address.search);
  const clocks = clocksIn(address);
  const body = bodyOf(question, clocks);
  const hasMetrics = question.metrics.length > 0;
  const asked = useAnswer(hasMetrics ? JSON.stringify(body) : undefined, async (signal) => {
    const answer = await server.query(body, { signal });
    return { answer, question, clocks };
  });
  const change = (next: Question): void => go(addressOf(address.path, searchOf(next, address.search)));
  return (
    <>
      <div class="place-head">
        <h1>{t('explore')}</h1>
      </div>
      <QuestionBar question={question} onChange={change} />
      <ClockControls address={address} />
      {hasMetrics ? (
        <Said asked={asked}>{(answered) => <AnswerView {...answered} address={address} />}</Said>
      ) : (
        <Suggestions address={address} />
      )}
      {address.search.has('why') && <Explained question={question} address={address} />}
    </>
  );
}
