import { useState } from 'preact/hooks';
import type { PublishTierPolicy } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useBook } from '../book/about-book.js';
import { useSpeech } from '../page-means.js';
import { ConfirmedWrite, type Write } from './confirmed-write.js';
import { DayField } from './fields.js';
import { useLatest } from './latest.js';
import { newId } from './new-id.js';
import { PreviewedPolicy } from './previewed-policy.js';

type Policy = PublishTierPolicy['policy'];

const DEFAULT: Policy = {
  windowDays: 365,
  tiers: [
    { name: 'high', any: [{ revenue: '1000' }, { orders: 12 }] },
    { name: 'normal', any: [{ revenue: '100' }, { orders: 2 }, { interactions: 6 }] },
    { name: 'low' },
  ],
};

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
        {([latest]) => <Form key={latest?.position} now={latest?.data['policy'] ?? DEFAULT} again={asked.again} />}
      </Said>
    </section>
  );
}

function Form({ now, again }: { readonly now: unknown; readonly again: () => void }) {
  const { t } = useSpeech();
  const { today } = useBook();
  const [text, setText] = useState(JSON.stringify(now, null, 2));
  const [effectiveFrom, setEffectiveFrom] = useState(today);
  const [previewed, setPreviewed] = useState<string>();
  const [write, setWrite] = useState<Write>();
  const policy = parsed(text);
  const proposal = JSON.stringify([text, effectiveFrom]);
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        setPreviewed(proposal);
      }}
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
      <DayField label={t('effectiveFrom')} value={effectiveFrom} onChange={setEffectiveFrom} />
      <button type="submit" disabled={policy === undefined}>
        {t('preview')}
      </button>
      {policy !== undefined && previewed === proposal && (
        <PreviewedPolicy
          kind="tiers"
          body={{ policy, effectiveFrom }}
          onPublish={() => {
            const body = { id: newId('tiers'), effectiveFrom, policy };
            setWrite({ title: t('tierPolicy.publish'), body, send: () => server.publishTierPolicy(body) });
          }}
        />
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

/** What is in it is the API's to check. */
function parsed(text: string): Policy | undefined {
  try {
    return JSON.parse(text) as Policy;
  } catch {
    return undefined;
  }
}
