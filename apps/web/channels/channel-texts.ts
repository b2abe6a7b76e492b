import { useTexts, type Texts } from '../words/words.js';
import { CHANNELS_IN_CHINESE } from './chinese.js';
import { CHANNELS_IN_ENGLISH } from './english.js';

const TEXTS: Texts<keyof typeof CHANNELS_IN_ENGLISH> = { en: CHANNELS_IN_ENGLISH, zh: CHANNELS_IN_CHINESE };

/** What the page says of channels, and only they. */
export function useChannelTexts() {
  return useTexts(TEXTS);
}
