import { useTexts, type Texts } from '../words/words.js';
import { ALERTS_IN_CHINESE } from './chinese.js';
import { ALERTS_IN_ENGLISH } from './english.js';

export type AlertKey = keyof typeof ALERTS_IN_ENGLISH;

const TEXTS: Texts<AlertKey> = { en: ALERTS_IN_ENGLISH, zh: ALERTS_IN_CHINESE };

/** What the page says of alerts, and only they. */
export function useAlertTexts() {
  return useTexts(TEXTS);
}
