import { useState } from 'preact/hooks';
import type { PublishTierPolicy } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useSpeech } from '../page-means.js';
import { useLatest } from './latest.js';
import { DEFAULT_TIERS } from './tiers.js';
import { PolicyForm } from './policy-form.js';

type Policy = PublishTierPolicy['policy'];

/** By what customers are in which tier. Conditions nest, so they are written as the API has them. */
export function TierPolicy() {
  const { t } = useSpeech();
  const asked = useLatest('TierPolicyPublished');
  return (
    <section class="card">
      <header>
        <h2>{t('tierPolicy')}</h2>
      </header>
      <Said asked={asked}>
        {([latest]) => (
          <Form key={latest?.position} now={latest?.data['policy'] ?? DEFAULT_TIERS} again={asked.again} />
        )}
      </Said>
    </section>
  );
}

function Form({ now, again }: { readonly now: unknown; readonly again: () => void }) {
  const { t } = useSpeech();
  const [text, setText] = useState(JSON.stringify(now, null, 2));
  const policy = parsed(text);
  return (
    <PolicyForm
      kind="tiers"
      policy={policy}
      publish={(body) => ({ title: t('tierPolicy.publish'), send: () => server.publishTierPolicy(body) })}
      onPublished={again}
    >
      <label class="field">
        <span>{t('tierPolicy.is')}</span>
        <textarea
          rows={11}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      {policy === undefined && (
        <p class="notice" role="alert">
          {t('notJson')}
        </p>
      )}
    </PolicyForm>
  );
}

/** What is in it is the API's to check. */
function parsed(text: string): Policy | undefined {
  try {
    return JSON.parse(text) as Policy;
  } catch {
    return undefined;
  }
}
