import type { Basis } from '../book/basis.js';
import { useSpeech } from '../page-means.js';
import { useBasisTexts } from './basis-texts.js';

/** A basis in words: nothing where figures are counted as recorded. */
export function useBasisSaid(): (basis: Basis) => readonly string[] {
  const said = useBasisTexts();
  const { format } = useSpeech();
  const day = (moment: string): string => (moment === 'today' ? said('today') : format.day(moment));
  return ({ currency, rates, organisation, includeExcluded }) => [
    ...(currency === undefined ? [] : [currency]),
    ...(rates === undefined ? [] : [said('said.rates', { day: day(rates) })]),
    ...(organisation === undefined ? [] : [said('said.organisation', { day: day(organisation) })]),
    ...(includeExcluded === undefined ? [] : [said('said.includeExcluded')]),
  ];
}
