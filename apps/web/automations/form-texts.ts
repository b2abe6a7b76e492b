import { useTexts, type Texts } from '../words/words.js';
import { FORM_IN_CHINESE } from './form-chinese.js';
import { FORM_IN_ENGLISH } from './form-english.js';

const TEXTS: Texts<keyof typeof FORM_IN_ENGLISH> = { en: FORM_IN_ENGLISH, zh: FORM_IN_CHINESE };

/** What the form of an automation says, and only it. */
export function useFormTexts() {
  return useTexts(TEXTS);
}
