const DARK = '(prefers-color-scheme: dark)';

/** What is chosen in the page, else what the system has. */
export function themeNow(): 'light' | 'dark' {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia(DARK).matches ? 'dark' : 'light';
}

/** @returns what ends it */
export function whenThemeChanges(tell: () => void): () => void {
  const media = matchMedia(DARK);
  const chosen = new MutationObserver(tell);
  media.addEventListener('change', tell);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    media.removeEventListener('change', tell);
    chosen.disconnect();
  };
}
