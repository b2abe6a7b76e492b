import { useTexts, type Texts } from '../words/words.js';
import { MINING_IN_CHINESE } from './chinese.js';
import { MINING_IN_ENGLISH } from './english.js';

type MiningKey = keyof typeof MINING_IN_ENGLISH;

const TEXTS: Texts<MiningKey> = { en: MINING_IN_ENGLISH, zh: MINING_IN_CHINESE };

/** What the page says of mining, and only that. */
export function useMiningTexts() {
  return useTexts(TEXTS);
}
