import { Channels } from '../channels/channels.js';
import { Deliveries } from '../channels/deliveries.js';
import { Inbox } from '../channels/inbox.js';
import { useSpeech } from '../page-means.js';
import { ImportFile } from '../importing/import-file.js';
import { ClosedPeriods } from './closed-periods.js';
import { LifecyclePolicy } from './lifecycle-policy.js';
import { Rates } from './rates.js';
import { Targets } from './targets.js';
import { TierPolicy } from './tier-policy.js';

/** What figures are worked out by. All of it is recorded as events, so nothing here is ever overwritten. */
export function Settings() {
  const { t } = useSpeech();
  return (
    <>
      <div class="place-head">
        <h1>{t('settings')}</h1>
        <p class="fine">{t('settings.are')}</p>
      </div>
      <div class="cards">
        <LifecyclePolicy />
        <TierPolicy />
        <Targets />
        <Rates />
        <ClosedPeriods />
        <Channels />
        <Deliveries />
        <Inbox />
        <ImportFile />
      </div>
    </>
  );
}
