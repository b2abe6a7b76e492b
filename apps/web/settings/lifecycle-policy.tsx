import { useState } from 'preact/hooks';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useBook } from '../book/about-book.js';
import { useSpeech } from '../page-means.js';
import { ConfirmedWrite, type Write } from './confirmed-write.js';
import { NumberField, DayField } from './fields.js';
import { useLatest } from './latest.js';
import { newId } from './new-id.js';
import { PreviewedPolicy } from './previewed-policy.js';

const DEFAULTS = { newForDays: 30, atRiskAfterDays: 60, churnAfterDays: 90, reactivatedForDays: 30 };
type Days = typeof DEFAULTS;
const NAMES = Object.keys(DEFAULTS) as readonly (keyof Days)[];

/** After how many days a customer is at risk, and lost. */
export function LifecyclePolicy() {
  const { t } = useSpeech();
  const asked = useLatest('LifecyclePolicyPublished');
  return (
    <section class="card">
      <header>
        <h2>{t('lifecycle')}</h2>
      </header>
      <Said asked={asked}>
        {([latest]) => (
          <Form key={latest?.position} now={{ ...DEFAULTS, ...policyIn(latest?.data) }} again={asked.again} />
        )}
      </Said>
    </section>
  );
}

function policyIn(data: Readonly<Record<string, unknown>> | undefined): Partial<Days> {
  const policy = data?.['policy'];
  return typeof policy === 'object' && policy !== null ? policy : {};
}

function Form({ now, again }: { readonly now: Days; readonly again: () => void }) {
  const { t } = useSpeech();
  const { today } = useBook();
  const [policy, setPolicy] = useState(now);
  const [effectiveFrom, setEffectiveFrom] = useState(today);
  const [previewed, setPreviewed] = useState<string>();
  const [write, setWrite] = useState<Write>();
  const proposal = JSON.stringify({ policy, effectiveFrom });
  const publish = (): void => {
    const body = { id: newId('lifecycle'), effectiveFrom, policy };
    setWrite({ title: t('lifecycle.publish'), body, send: () => server.publishLifecyclePolicy(body) });
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        setPreviewed(proposal);
      }}
    >
      {NAMES.map((name) => (
        <NumberField
          key={name}
          label={t(`lifecycle.${name}`)}
          value={policy[name]}
          onChange={(days) => setPolicy({ ...policy, [name]: days })}
        />
      ))}
      <DayField label={t('effectiveFrom')} value={effectiveFrom} onChange={setEffectiveFrom} />
      <button type="submit">{t('preview')}</button>
      {previewed === proposal && (
        <PreviewedPolicy kind="lifecycle" body={{ policy, effectiveFrom }} onPublish={publish} />
      )}
      {write !== undefined && (
        <ConfirmedWrite
          write={write}
          onClose={(isDone) => {
            setWrite(undefined);
            if (isDone) again();
          }}
        />
      )}
    </form>
  );
}
