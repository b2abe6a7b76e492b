import { useTexts, type Texts } from '../words/words.js';
import { IMPORTS_IN_CHINESE } from './chinese.js';
import { IMPORTS_IN_ENGLISH } from './english.js';

export type ImportText = keyof typeof IMPORTS_IN_ENGLISH;

const TEXTS: Texts<ImportText> = { en: IMPORTS_IN_ENGLISH, zh: IMPORTS_IN_CHINESE };

/** What the page says of imports of files, and only they. */
export function useImportTexts() {
  return useTexts(TEXTS);
}
