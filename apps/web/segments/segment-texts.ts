import { useTexts, type Texts } from '../words/words.js';
import { SEGMENTS_IN_CHINESE } from './chinese.js';
import { SEGMENTS_IN_ENGLISH } from './english.js';

const TEXTS: Texts<keyof typeof SEGMENTS_IN_ENGLISH> = { en: SEGMENTS_IN_ENGLISH, zh: SEGMENTS_IN_CHINESE };

/** What the page says of segments, and only they. */
export function useSegmentTexts() {
  return useTexts(TEXTS);
}
