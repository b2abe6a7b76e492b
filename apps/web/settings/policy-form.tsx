import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useBook } from '../book/about-book.js';
import { useSpeech } from '../page-means.js';
import type { Write } from './confirmed-write.js';
import { DayField } from './fields.js';
import { newId } from './new-id.js';
import { PreviewedPolicy } from './previewed-policy.js';
import { useWrite } from './use-write.js';
import { Form } from '../parts/form.js';

interface PolicyFormProps<Policy> {
  readonly kind: 'lifecycle' | 'tiers';
  /** What is proposed; undefined where what the form says is none. */
  readonly policy: Policy | undefined;
  /** Records it. */
  readonly publish: (body: { id: string; effectiveFrom: string; policy: Policy }) => Pick<Write, 'title' | 'send'>;
  readonly onPublished: () => void;
  /** The fields that make the policy. */
  readonly children: ComponentChildren;
}

/** A policy that is proposed: from when on it is to hold, what would be with it, and then to publish that very one. */
export function PolicyForm<Policy extends object>(props: PolicyFormProps<Policy>) {
  const { kind, policy, publish, onPublished, children } = props;
  const { t } = useSpeech();
  const { today } = useBook();
  const [effectiveFrom, setEffectiveFrom] = useState(today);
  const [previewed, setPreviewed] = useState<string>();
  const { begin, dialog } = useWrite(onPublished);
  const proposal = JSON.stringify({ policy, effectiveFrom });
  return (
    <Form onSubmit={() => setPreviewed(proposal)}>
      {children}
      <DayField label={t('effectiveFrom')} value={effectiveFrom} onChange={setEffectiveFrom} />
      <button type="submit" disabled={policy === undefined}>
        {t('preview')}
      </button>
      {policy !== undefined && previewed === proposal && (
        <PreviewedPolicy
          kind={kind}
          body={{ policy, effectiveFrom }}
          onPublish={() => {
            const body = { id: newId(kind), effectiveFrom, policy };
            begin({ ...publish(body), body });
          }}
        />
      )}
      {dialog}
    </Form>
  );
}
