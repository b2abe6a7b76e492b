import { useTexts, type Texts } from '../words/words.js';
import { RECONCILIATIONS_IN_CHINESE } from './chinese.js';
import { RECONCILIATIONS_IN_ENGLISH } from './english.js';

const TEXTS: Texts<keyof typeof RECONCILIATIONS_IN_ENGLISH> = {
  en: RECONCILIATIONS_IN_ENGLISH,
  zh: RECONCILIATIONS_IN_CHINESE,
};

/** What the page says of reconciliations, and only that. */
export function useReconciliationTexts() {
  return useTexts(TEXTS);
}
