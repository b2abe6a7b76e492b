import { useEffect, useState } from 'preact/hooks';
import { remember, remembered } from '../parts/remembered.js';
import { useWords, type Key } from '../words/words.js';

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const STORED = 'tallybook.theme';
const TITLES: Readonly<Record<Theme, Key>> = { auto: 'theme.auto', light: 'theme.light', dark: 'theme.dark' };

/** Light, dark, or what the system has. */
export function ThemeSwitch() {
  const { t } = useWords();
  const [theme, setTheme] = useState<Theme>(() => THEMES.find((one) => one === remembered(STORED)) ?? 'auto');
  useEffect(() => {
    remember(STORED, theme);
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
  return (
    <button
      type="button"
      class="quiet"
      aria-label={t('theme', { theme: t(TITLES[theme]) })}
      onClick={() => setTheme(next)}
    >
      {t(TITLES[theme])}
    </button>
  );
}
