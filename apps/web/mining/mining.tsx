import type { Address } from '../address.js';
import { Affinity } from './affinity.js';
import { Baskets } from './baskets.js';
import { Clusters } from './clusters.js';
import { Head } from './head.js';
import { CustomerValue } from './value.js';
import { useMiningTexts } from './mining-texts.js';
import { Movers } from './movers.js';
import { Risk } from './risk.js';
import { Survival } from './survival.js';

const VIEWS = {
  value: CustomerValue,
  risk: Risk,
  baskets: Baskets,
  clusters: Clusters,
  affinity: Affinity,
  movers: Movers,
  survival: Survival,
} as const;
type View = keyof typeof VIEWS;
const NAMES = Object.keys(VIEWS) as View[];

interface MiningProps {
  readonly address: Address;
  /** Which of the views; the list of them where there is none such. */
  readonly view: string;
}

/** What can be worked out of the facts beyond counting: a list, or one of them below the way to the others. */
export function Mining({ address, view }: MiningProps) {
  const said = useMiningTexts();
  const shown = NAMES.find((one) => one === view);
  if (shown === undefined)
    return (
      <>
        <Head title={said('mining')} is={said('are')} />
        <ul class="links">
          {NAMES.map((one) => (
            <li key={one}>
              <a href={`/mining/${one}`}>{said(one)}</a>
              <span class="fine">{said(`${one}.is`, { horizon: 52, within: 90 })}</span>
            </li>
          ))}
        </ul>
      </>
    );
  const One = VIEWS[shown];
  return (
    <>
      <nav class="tabs" aria-label={said('mining')}>
        {NAMES.map((one) => (
          <a key={one} href={`/mining/${one}`} aria-current={one === shown ? 'page' : undefined}>
            {said(one)}
          </a>
        ))}
      </nav>
      <One key={shown} address={address} />
    </>
  );
}
