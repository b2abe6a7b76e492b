import { useMemo, useState } from 'preact/hooks';
import type { Channel, SetChannel } from '#client/index.js';
import { Entry } from '../parts/entry.js';
import { Form } from '../parts/form.js';
import { Panel } from '../parts/panel.js';
import { Select } from '../parts/select.js';
import { useWords } from '../words/words.js';
import {
  channelDraftOf,
  channelOf,
  KINDS,
  NEW_CHANNEL,
  newSecret,
  STYLES,
  type ChannelDraft,
} from './channel-draft.js';
import { useChannelTexts } from './channel-texts.js';
import { OtherFields } from './other-fields.js';
import { channelsOfPlugins, fieldsOf } from './other-kinds.js';

interface ChannelFormProps {
  /** The one to change; a new one where absent. */
  readonly channel: Channel | undefined;
  readonly onFilled: (id: string, content: SetChannel) => void;
  readonly onClose: () => void;
}

/** A channel to be filled in. */
export function ChannelForm({ channel, onFilled, onClose }: ChannelFormProps) {
  const said = useChannelTexts();
  const [id, setId] = useState(channel?.id ?? '');
  const { language } = useWords();
  const plugins = useMemo(channelsOfPlugins, []);
  const [draft, setDraft] = useState<ChannelDraft>(
    channel === undefined ? NEW_CHANNEL : channelDraftOf(channel, plugins),
  );
  const ours = KINDS.find((kind) => kind === draft.kind);
  const change = (part: Partial<ChannelDraft>): void => setDraft({ ...draft, ...part });
  return (
    <Panel
      title={channel === undefined ? said('define') : said('change.of', { id: channel.id })}
      kind="middle"
      onClose={onClose}
    >
      <Form onSubmit={() => onFilled(id, channelOf(draft, plugins))}>
        <Entry label={said('id')} value={id} onChange={setId} isFixed={channel !== undefined} hint={said('id.is')} />
        <Select
          label={said('kind')}
          value={draft.kind}
          options={[
            ...KINDS.map((kind) => [kind, said(`kind.${kind}`)] as const),
            ...plugins.map(({ name, called }) => [name, called[language]] as const),
          ]}
          onChange={(kind) => change({ kind })}
          {...(ours !== undefined && { hint: said(`kind.${ours}.is`) })}
        />
        <KindFields draft={draft} onChange={change} />
        <OtherFields
          fields={fieldsOf(plugins, draft.kind)}
          draft={draft.others}
          onChange={(others) => change({ others })}
        />
        <button type="submit" class="primary">
          {said('next')}
        </button>
      </Form>
    </Panel>
  );
}

interface KindFieldsProps {
  readonly draft: ChannelDraft;
  readonly onChange: (part: Partial<ChannelDraft>) => void;
}

const LONGEST = 2_000;

/** What a channel of a kind has beside. */
function KindFields({ draft: { kind, to, url, secret, style, path }, onChange }: KindFieldsProps) {
  const said = useChannelTexts();
  const address = (
    <Entry
      label={said('url')}
      value={url}
      onChange={(value) => onChange({ url: value })}
      placeholder="https://hooks.example.com/tally"
      maxLength={LONGEST}
    />
  );
  switch (kind) {
    case 'mail':
      return (
        <Entry
          label={said('to')}
          value={to}
          onChange={(value) => onChange({ to: value })}
          rows={3}
          hint={said('to.is')}
          maxLength={10_000}
        />
      );
    case 'webhook':
      return (
        <>
          {address}
          <Entry
            label={said('secret')}
            value={secret}
            onChange={(value) => onChange({ secret: value })}
            isOptional
            hint={said('secret.is')}
          />
          <button type="button" onClick={() => onChange({ secret: newSecret() })}>
            {said('secret.make')}
          </button>
        </>
      );
    case 'chat':
      return (
        <>
          <Select
            label={said('style')}
            value={style}
            options={STYLES.map((one) => [one, one])}
            onChange={(chosen) => onChange({ style: STYLES.find((one) => one === chosen) ?? style })}
          />
          {address}
        </>
      );
    case 'folder':
      return (
        <Entry
          label={said('path')}
          value={path}
          onChange={(value) => onChange({ path: value })}
          placeholder="reports/monthly"
        />
      );
    default:
      return null;
  }
}
