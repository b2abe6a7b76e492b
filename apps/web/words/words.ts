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

/** What a part of the page says beside, in every language: it comes with that part. */
export type Texts<Said extends string> = Readonly<Record<Language, Readonly<Record<Said, string>>>>;

const TEXTS: Texts<Key> = { en: ENGLISH, zh: CHINESE };
const NAMES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: ENGLISH_NAMES, zh: CHINESE_NAMES };

/** Dimensions whose values are names of ours. */
const NAMED = /^((from_|to_)?(stage|tier)|cause|kind)$/;

export function wordsOf(language: Language): Words {
  const t: Words['t'] = (key, values) => filled(TEXTS[language][key], values);
  // Callers name things as they like, such as `constructor`.
  const name: Words['name'] = (one) => (Object.hasOwn(NAMES[language], one) ? NAMES[language][one] : undefined) ?? one;
  return {
    language,
    t,
    name,
    valueName: (dimension, value) => (value === '' ? t('missing') : NAMED.test(dimension) ? name(value) : value),
  };
}

/** A text with what its `{name}`s stand for. */
function filled(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
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

/** Says what a part of the page brings itself, in the language of the page. */
export function useTexts<Said extends string>(
  texts: Texts<Said>,
): (key: Said, values?: Readonly<Record<string, string | number>>) => string {
  const { language } = useWords();
  return (key, values) => filled(texts[language][key], values);
}
