import { useState } from 'preact/hooks';
import { ProblemError } from '#client/index.js';
import { Failed } from '../asking/said.js';
import { server } from '../asking/server.js';
import { Form } from '../parts/form.js';
import { idOf } from '../parts/id-of.js';
import { Panel } from '../parts/panel.js';
import { useSpeech } from '../page-means.js';
import { keptOf } from './kept-question.js';
import type { Question } from './question.js';

interface SaveQuestionProps {
  readonly question: Question;
  readonly kind: string;
  readonly onClose: () => void;
}

/** Keeps a question under a name, for everybody. Its clocks are not kept: it is asked anew each time. */
export function SaveQuestion({ question, kind, onClose }: SaveQuestionProps) {
  const { t, name } = useSpeech();
  const [title, setTitle] = useState(question.metrics.map(name).join(', '));
  const [id, setId] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [saved, setSaved] = useState<string>();
  const chosen = id ?? idOf(title);
  const save = async (): Promise<void> => {
    setError(undefined);
    try {
      // Whoever saves under a name that is taken is told so rather than replacing what others look at.
      await server.setQuestion(chosen, { title, question: keptOf(question), chart: { kind }, ifMatch: 0 });
      setSaved(chosen);
    } catch (failure) {
      setError(failure);
    }
  };
  const isTaken = error instanceof ProblemError && error.status === 412;
  return (
    <Panel title={t('save')} kind="middle" onClose={onClose}>
      {saved === undefined ? (
        <Form
          onSubmit={() => {
            void save();
          }}
        >
          <label class="field">
            <span>{t('title')}</span>
            <input
              value={title}
              required
              maxLength={200}
              onInput={({ currentTarget }) => setTitle(currentTarget.value)}
            />
          </label>
          <label class="field">
            <span>{t('id')}</span>
            <input
              value={chosen}
              required
              maxLength={200}
              onInput={({ currentTarget }) => setId(currentTarget.value)}
            />
          </label>
          <button type="submit" class="primary">
            {t('save')}
          </button>
          {isTaken ? (
            <p class="notice">{t('save.taken', { id: chosen })}</p>
          ) : (
            error !== undefined && <Failed error={error} />
          )}
        </Form>
      ) : (
        <p role="status">
          {t('saved', { id: saved })} <a href="/questions">{t('questions')}</a>
        </p>
      )}
    </Panel>
  );
}
