import { useTexts, type Texts } from '../words/words.js';
import { REPORTS_IN_CHINESE } from './chinese.js';
import { REPORTS_IN_ENGLISH } from './english.js';

const TEXTS: Texts<keyof typeof REPORTS_IN_ENGLISH> = { en: REPORTS_IN_ENGLISH, zh: REPORTS_IN_CHINESE };

/** What the page says of reports, and only they. */
export function useReportTexts() {
  return useTexts(TEXTS);
}
