import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { usePage } from '../page-means.js';
import { NAVIGATION } from './navigation.js';
import { useWords } from '../words/words.js';
import { SignedIn } from './signed-in.js';
import { ThemeSwitch } from './theme-switch.js';

/** What is around every place: where else to go, and in which language and light. */
export function Shell({ place, children }: { readonly place: string; readonly children: ComponentChildren }) {
  const { t } = useWords();
  const main = useRef<HTMLElement>(null);
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {t('skip')}
      </button>
      <header class="side">
        <a class="brand" href="/">
          <Mark />
          <span>Tallybook</span>
        </a>
        <nav aria-label={t('places')}>
          <ul>
            {NAVIGATION.map(({ key, title }) => (
              <li key={key}>
                <a href={`/${key}`} aria-current={key === place ? 'page' : undefined}>
                  {t(title)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="side-end">
          <a href="/docs" data-outside>
            {t('api')}
          </a>
          <LanguageSwitch />
          <ThemeSwitch />
          <SignedIn />
        </div>
      </header>
      <main ref={main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function LanguageSwitch() {
  const { language } = useWords();
  const { setLanguage } = usePage();
  return language === 'zh' ? (
    <button type="button" class="quiet" lang="en" onClick={() => setLanguage('en')}>
      English
    </button>
  ) : (
    <button type="button" class="quiet" lang="zh-CN" onClick={() => setLanguage('zh')}>
      中文
    </button>
  );
}

/** Four strokes and one across: five, counted. */
function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true" class="mark">
      <rect width="32" height="32" rx="7" />
      <path d="M8 8v16M13 8v16M18 8v16M23 8v16M5 22 27 10" />
    </svg>
  );
}
