import { useState } from 'preact/hooks';
import { ProblemError } from '#client/index.js';
import { keepKey, ownKey } from '../asking/own-key.js';
import { Failed } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useWords } from '../words/words.js';
import { Form } from '../parts/form.js';

/** As keys can be sent at all, with space around it that somebody has copied too. */
const SENDABLE = '\\s*[\\x21-\\x7e]+\\s*';

/** Asks for a key of the book, or leads to where people sign in. A key is kept until the tab is closed. @param error why the book was not shown */
export function SignIn({ error }: { readonly error: unknown }) {
  const { t } = useWords();
  const isForbidden = error instanceof ProblemError && error.status !== 401;
  const [key, setKey] = useState('');
  const asked = useAnswer('ways', (signal) => server.listWaysIn({ signal }));
  const canSignIn = asked.value?.ways.includes('sign-in') === true;
  return (
    <Form
      onSubmit={() => {
        keepKey(key.trim());
        location.reload();
      }}
    >
      <h1>{t(canSignIn ? 'signin.title' : 'key.title')}</h1>
      {isForbidden && <Failed error={error} />}
      {!isForbidden && ownKey() !== undefined && <p role="alert">{t('key.refused')}</p>}
      {canSignIn && (
        <p>
          <a class="button primary" href={`/auth/login?returnTo=${encodeURIComponent(here())}`} data-outside>
            {t('signin')}
          </a>
        </p>
      )}
      <label class="field">
        <span>{t('key')}</span>
        <input
          type="password"
          autocomplete="off"
          required
          pattern={SENDABLE}
          title={t('key.sendable')}
          value={key}
          onInput={({ currentTarget }) => setKey(currentTarget.value)}
        />
      </label>
      <p class="fine">{t('key.kept')}</p>
      <button type="submit" class="primary">
        {t('key.use')}
      </button>
    </Form>
  );
}

function here(): string {
  return location.pathname + location.search;
}
