import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { remember, remembered } from '../parts/remembered.js';
import { ENGLISH } from './english.js';
import { CHINESE } from './chinese.js';
import { ENGLISH_NAMES } from './english-names.js';
import { CHINESE_NAMES } from './chinese-names.js';

export type Language = 'en' | 'zh';
export type Key = keyof typeof ENGLISH;

/** What the page says, in one language. */
export interface Words {
  readonly language: Language;
  /** A sentence; `{name}` in it stands for a value. */
  readonly t: (key: Key, values?: Readonly<Record<string, string | number>>) => string;
  /** What people call a metric, dimension, stage or anything with a permanent name; the name itself where they have no other. */
  readonly name: (name: string) => string;
  /** What people call a value of a dimension: most are what a caller said, and are shown as they are. */
  readonly valueName: (dimension: string, value: string) => string;
}

const TEXTS: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { en: ENGLISH, zh: CHINESE };
const NAMES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: ENGLISH_NAMES, zh: CHINESE_NAMES };

/** Dimensions whose values are names of ours. */
const NAMED = /^((from_|to_)?(stage|tier)|cause|kind)$/;

export function wordsOf(language: Language): Words {
  const t: Words['t'] = (key, values = {}) =>
    TEXTS[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  // Callers name things as they like, such as `constructor`.
  const name: Words['name'] = (one) => (Object.hasOwn(NAMES[language], one) ? NAMES[language][one] : undefined) ?? one;
  return {
    language,
    t,
    name,
    valueName: (dimension, value) => (value === '' ? t('missing') : NAMED.test(dimension) ? name(value) : value),
  };
}

const STORED = 'tallybook.language';

/** What somebody chose here before, else what the browser prefers. */
export function preferredLanguage(): Language {
  const chosen = remembered(STORED);
  if (chosen === 'en' || chosen === 'zh') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function rememberLanguage(language: Language): void {
  remember(STORED, language);
}

export const WordsContext = createContext<Words>(wordsOf('en'));

export function useWords(): Words {
  return useContext(WordsContext);
}
