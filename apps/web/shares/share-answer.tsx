import { useState } from 'preact/hooks';
import type { BeginShareBody } from '#client/index.js';
import { server } from '../asking/server.js';
import { Form } from '../parts/form.js';
import { Panel } from '../parts/panel.js';
import { Select } from '../parts/select.js';
import { ConfirmedWrite } from '../settings/confirmed-write.js';
import { useSpeech } from '../page-means.js';

interface ShareAnswerProps {
  /** What is shared, and as of when. */
  readonly of: Pick<BeginShareBody, 'question' | 'dashboard' | 'asOf' | 'knownAt'>;
  readonly onClose: () => void;
}

/** Makes a link to an answer. What opens it is told once, with the event: nobody can look it up later. */
export function ShareAnswer({ of, onClose }: ShareAnswerProps) {
  const { t } = useSpeech();
  const [pin, setPin] = useState(true);
  const [expiresAt, setExpiresAt] = useState('');
  const [body, setBody] = useState<BeginShareBody>();
  const [token, setToken] = useState<string>();
  if (body !== undefined) {
    const href = `/shared/${token ?? ''}`;
    const send = async () => {
      const begun = await server.beginShare(body);
      setToken(begun.token);
      return begun;
    };
    const leadsTo = token === undefined ? {} : { leadsTo: { href, title: location.origin + href } };
    return <ConfirmedWrite write={{ title: t('share.make'), body, send, ...leadsTo }} onClose={onClose} />;
  }
  return (
    <Panel title={t('share.make')} kind="middle" onClose={onClose}>
      <Form onSubmit={() => setBody({ ...of, pin, ...(expiresAt !== '' && { expiresAt }) })}>
        <Select
          label={t('share.shows')}
          value={String(pin)}
          options={[
            ['true', t('share.pinned')],
            ['false', t('share.live')],
          ]}
          onChange={(value) => setPin(value === 'true')}
        />
        <label class="field">
          <span>{t('share.expires')}</span>
          <input type="date" value={expiresAt} onChange={({ currentTarget }) => setExpiresAt(currentTarget.value)} />
        </label>
        <button type="submit" class="primary">
          {t('share.do')}
        </button>
      </Form>
    </Panel>
  );
}
