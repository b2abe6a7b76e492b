import { useTexts, type Texts } from '../words/words.js';
import { FORECASTS_IN_CHINESE } from './chinese.js';
import { FORECASTS_IN_ENGLISH } from './english.js';

const TEXTS: Texts<keyof typeof FORECASTS_IN_ENGLISH> = { en: FORECASTS_IN_ENGLISH, zh: FORECASTS_IN_CHINESE };

/** What the page says of forecasts, and only they. */
export function useForecastTexts() {
  return useTexts(TEXTS);
}
