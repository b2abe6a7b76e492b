import type { CustomerWhy } from '#client/index.js';
import { useSpeech } from '../page-means.js';
import { Fact } from './fact.js';
import { useWhyTexts } from './why-texts.js';

/** Which version of a policy holds. */
export function PolicyNamed({ policy: { id, effectiveFrom } }: { readonly policy: CustomerWhy['stage']['policy'] }) {
  const said = useWhyTexts();
  const { format } = useSpeech();
  const since = effectiveFrom === null ? id : said('policy.since', { id: id ?? '', day: format.day(effectiveFrom) });
  return <Fact term={said('policy')}>{id === null ? said('policy.default') : since}</Fact>;
}
