import { useTexts, type Texts } from '../words/words.js';
import { AUTOMATIONS_IN_CHINESE } from './chinese.js';
import { AUTOMATIONS_IN_ENGLISH } from './english.js';

const TEXTS: Texts<keyof typeof AUTOMATIONS_IN_ENGLISH> = { en: AUTOMATIONS_IN_ENGLISH, zh: AUTOMATIONS_IN_CHINESE };

/** What the page says of automations, and only they. */
export function useAutomationTexts() {
  return useTexts(TEXTS);
}
