import { useState } from 'preact/hooks';
import { keepKey, ownKey } from '../asking/own-key.js';
import { useWords } from '../words/words.js';

/** Asks for a key of the book. It is kept until the tab is closed. */
export function SignIn() {
  const { t } = useWords();
  const [key, setKey] = useState('');
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        keepKey(key.trim());
        location.reload();
      }}
    >
      <h1>{t('key.title')}</h1>
      {ownKey() !== undefined && <p role="alert">{t('key.refused')}</p>}
      <label class="field">
        <span>{t('key')}</span>
        <input
          type="password"
          autocomplete="off"
          required
          value={key}
          onInput={({ currentTarget }) => setKey(currentTarget.value)}
        />
      </label>
      <p class="fine">{t('key.kept')}</p>
      <button type="submit" class="primary">
        {t('key.use')}
      </button>
    </form>
  );
}
