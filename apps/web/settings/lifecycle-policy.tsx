import { useState } from 'preact/hooks';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useSpeech } from '../page-means.js';
import { NumberField } from './fields.js';
import { useLatest } from './latest.js';
import { PolicyForm } from './policy-form.js';

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

/** The days of all customers beside what else is said in it, which stays as it is. */
function policyIn(data: Readonly<Record<string, unknown>> | undefined): Partial<Days> {
  const policy = data?.['policy'];
  if (typeof policy !== 'object' || policy === null) return {};
  const { default: named, ...beside } = policy as Partial<Days> & { readonly default?: Partial<Days> };
  return { ...beside, ...named };
}

function Form({ now, again }: { readonly now: Days; readonly again: () => void }) {
  const { t } = useSpeech();
  const [policy, setPolicy] = useState(now);
  return (
    <PolicyForm
      kind="lifecycle"
      policy={policy}
      publish={(body) => ({ title: t('lifecycle.publish'), send: () => server.publishLifecyclePolicy(body) })}
      onPublished={again}
    >
      {NAMES.map((name) => (
        <NumberField
          key={name}
          label={t(`lifecycle.${name}`)}
          value={policy[name]}
          onChange={(days) => setPolicy({ ...policy, [name]: days })}
        />
      ))}
    </PolicyForm>
  );
}
