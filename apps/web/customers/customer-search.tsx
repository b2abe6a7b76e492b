import { go, withParameters, type Address } from '../address.js';
import { useSpeech } from '../page-means.js';

/** Looks for customers by a part of their id, name, mail or phone. */
export function CustomerSearch({ address }: { readonly address: Address }) {
  const { t } = useSpeech();
  return (
    <form
      role="search"
      class="search"
      onSubmit={(event) => {
        event.preventDefault();
        const q = new FormData(event.currentTarget).get('q');
        go(withParameters(address, { q: typeof q === 'string' ? q : undefined }));
      }}
    >
      <label class="field">
        <span>{t('search')}</span>
        <input type="search" name="q" defaultValue={address.search.get('q') ?? ''} maxLength={200} />
      </label>
      <button type="submit">{t('search.do')}</button>
    </form>
  );
}
