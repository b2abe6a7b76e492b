import type { ComponentChildren } from 'preact';
import { useWords } from '../words/words.js';
import { failureOf, isForGood } from './failure.js';
import type { Asked } from './use-answer.js';
import { Waiting } from './waiting.js';

/** What went wrong, and a button to try again where that may help. */
export function Failed({ error, again }: { readonly error: unknown; readonly again?: (() => void) | undefined }) {
  const words = useWords();
  const { title, detail, fields } = failureOf(error, words);
  const canHelp = again !== undefined && !isForGood(error);
  return (
    <div class="failed" role="alert">
      <strong>{title}</strong>
      <p>{detail}</p>
      {fields.length > 0 && (
        <ul>
          {fields.map((field) => (
            <li key={field}>{field}</li>
          ))}
        </ul>
      )}
      {canHelp && (
        <button type="button" onClick={again}>
          {words.t('again')}
        </button>
      )}
    </div>
  );
}

interface SaidProps<Answer> {
  readonly asked: Asked<Answer>;
  readonly children: (answer: Answer) => ComponentChildren;
}

/** An answer once it is there, the one before while the next is on its way, or what went wrong. */
export function Said<Answer>({ asked, children }: SaidProps<Answer>) {
  const { value, error, isLoading, stage, again } = asked;
  // What went wrong with the question before says nothing of the one that is on its way.
  const hasFailed = error !== undefined;
  if (hasFailed && !isLoading) return <Failed error={error} again={again} />;
  if (value === undefined || hasFailed) return <Waiting stage={stage} />;
  return (
    <div class={isLoading ? 'said is-loading' : 'said'} aria-busy={isLoading}>
      {children(value)}
    </div>
  );
}
