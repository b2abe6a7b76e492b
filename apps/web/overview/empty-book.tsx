import { useState } from 'preact/hooks';
import { go } from '../address.js';
import { Failed } from '../asking/said.js';
import { useBook } from '../book/about-book.js';
import { usePage, useSpeech } from '../page-means.js';
import { later } from '../parts/later.js';
import { loadDemo } from './load-demo.js';

const ImportFile = later(async () => (await import('../importing/import-file.js')).ImportFile);

/** A book with nothing in it yet, and the three ways to fill it. */
export function EmptyBook() {
  const { t } = useSpeech();
  return (
    <>
      <div class="place-head">
        <h1>{t('empty')}</h1>
        <p class="fine">{t('empty.do')}</p>
      </div>
      <div class="cards ways">
        <Demo />
        <Api />
        <ImportFile />
      </div>
    </>
  );
}

function Demo() {
  const { t, format } = useSpeech();
  const { bookChanged } = usePage();
  const { currency } = useBook();
  const [sent, setSent] = useState<number>();
  const [error, setError] = useState<unknown>();
  const load = async (): Promise<void> => {
    setSent(0);
    setError(undefined);
    try {
      const lastDay = await loadDemo(currency, setSent);
      go(`/?asOf=${lastDay}`);
      bookChanged();
    } catch (failure) {
      setSent(undefined);
      setError(failure);
    }
  };
  return (
    <section class="card">
      <header>
        <h2>{t('empty.demo')}</h2>
      </header>
      <p>{t('empty.demo.is')}</p>
      <p>
        <button type="button" class="primary" disabled={sent !== undefined} onClick={() => void load()}>
          {t('empty.demo.do')}
        </button>
      </p>
      {sent !== undefined && (
        <p role="status" class="fine">
          {t('empty.demo.sent', { count: format.count(sent) })}
        </p>
      )}
      {error !== undefined && <Failed error={error} />}
    </section>
  );
}

function Api() {
  const { t } = useSpeech();
  const line = [
    `curl ${location.origin}/v1/customers \\`,
    "  -H 'content-type: application/json' \\",
    `  -d '{"id": "ada", "region": "north"}'`,
  ].join('\n');
  return (
    <section class="card">
      <header>
        <h2>{t('empty.api')}</h2>
      </header>
      <p>{t('empty.api.is')}</p>
      <pre tabIndex={0}>{line}</pre>
      <p>
        <a href="/docs" data-outside>
          {t('empty.api.do')}
        </a>
      </p>
    </section>
  );
}
