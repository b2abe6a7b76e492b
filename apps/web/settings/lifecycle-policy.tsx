import { useState } from 'preact/hooks';
import type { PublishLifecyclePolicy } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useSpeech } from '../page-means.js';
import { NumberField } from './fields.js';
import { useLatest } from './latest.js';
import { DAYS, draftOf, policyOf, type LifecycleDraft } from './lifecycle-draft.js';
import { useLifecycleTexts } from './lifecycle-texts.js';
import { OtherDays } from './other-days.js';
import { PolicyForm } from './policy-form.js';

type Published = { readonly policy?: PublishLifecyclePolicy['policy'] } | undefined;

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
          <Form key={latest?.position} now={draftOf((latest?.data as Published)?.policy)} again={asked.again} />
        )}
      </Said>
    </section>
  );
}

function Form({ now, again }: { readonly now: LifecycleDraft; readonly again: () => void }) {
  const { t } = useSpeech();
  const said = useLifecycleTexts();
  const [draft, setDraft] = useState(now);
  return (
    <PolicyForm
      kind="lifecycle"
      policy={policyOf(draft)}
      publish={(body) => ({ title: t('lifecycle.publish'), send: () => server.publishLifecyclePolicy(body) })}
      onPublished={again}
    >
      {DAYS.map((name) => (
        <NumberField
          key={name}
          label={t(`lifecycle.${name}`)}
          value={draft[name]}
          onChange={(days) => setDraft({ ...draft, [name]: days })}
        />
      ))}
      <NumberField
        label={said('graceDays')}
        value={draft.graceDays}
        min={0}
        onChange={(days) => setDraft({ ...draft, graceDays: days })}
      />
      <OtherDays others={draft.for} onChange={(others) => setDraft({ ...draft, for: others })} />
    </PolicyForm>
  );
}
