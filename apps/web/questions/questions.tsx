import type { Question, QuestionList } from '#client/index.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { searchOf, type Grain } from '../explore/question.js';
import { useSpeech } from '../page-means.js';

/** The questions that somebody kept, each with the way to its answer. */
export function Questions() {
  const { t, format } = useSpeech();
  const pages = usePages<QuestionList>('questions', (cursor, signal) =>
    server.listQuestions({ limit: 50, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <>
      <div class="place-head">
        <h1>{t('questions')}</h1>
        <p class="fine">{t('questions.are')}</p>
      </div>
      <Paged pages={pages}>
        {(all) => {
          const questions = all.flatMap((page) => page.questions);
          if (questions.length === 0)
            return (
              <p class="nothing">
                {t('questions.none')} <a href="/explore">{t('explore')}</a>
              </p>
            );
          return (
            <ul class="links">
              {questions.map((question) => (
                <li key={question.id}>
                  <a href={addressOfQuestion(question)}>{question.title}</a>
                  <span class="fine">
                    {question.description ?? ''} {t('questions.version', { version: question.version })},{' '}
                    {format.instant(question.recordedAt)}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Paged>
    </>
  );
}

function addressOfQuestion({ question, chart }: Question): string {
  const { metrics, by = [], where = {}, grain, period, from, to, compare, asOf, knownAt } = question;
  const values = Object.entries(where).map(([name, some]) => [name, [some].flat()] as const);
  const search = searchOf({
    metrics,
    by,
    where: Object.fromEntries(values),
    ...(grain !== undefined && { grain: grain satisfies Grain }),
    ...(period !== undefined && { period }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(compare !== undefined && { compare }),
  });
  search.set('chart', chart.kind);
  if (asOf !== undefined) search.set('asOf', asOf);
  if (knownAt !== undefined) search.set('knownAt', knownAt);
  return `/explore?${search.toString()}`;
}
