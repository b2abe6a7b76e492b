import { useState } from 'preact/hooks';
import type { QuestionList } from '#client/index.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { AddToDashboard } from '../dashboards/add-to-dashboard.js';
import { exploreAddress } from '../explore/kept-question.js';
import { ShareAnswer } from '../shares/share-answer.js';
import { useSpeech } from '../page-means.js';

/** The questions that somebody kept, each with the way to its answer. */
export function Questions() {
  const { t, format } = useSpeech();
  const [shared, setShared] = useState<string>();
  const [added, setAdded] = useState<string>();
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
                  <a href={exploreAddress(question.question, question.chart.kind)}>{question.title}</a>
                  <span class="fine">
                    {question.description ?? ''} {t('questions.version', { version: question.version })},{' '}
                    {format.instant(question.recordedAt)}
                  </span>
                  <button type="button" class="quiet" onClick={() => setAdded(question.id)}>
                    {t('dashboard.add')}
                    <span class="unseen"> {question.title}</span>
                  </button>
                  <button type="button" class="quiet" onClick={() => setShared(question.id)}>
                    {t('share.do')}
                    <span class="unseen"> {question.title}</span>
                  </button>
                </li>
              ))}
            </ul>
          );
        }}
      </Paged>
      {shared !== undefined && <ShareAnswer of={{ question: shared }} onClose={() => setShared(undefined)} />}
      {added !== undefined && <AddToDashboard tile={{ question: added }} onClose={() => setAdded(undefined)} />}
    </>
  );
}
