import type { Channel } from '#client/index.js';
import { useSpeech } from '../page-means.js';
import { useWords } from '../words/words.js';
import { KINDS, leadsTo } from './channel-draft.js';
import { useChannelTexts } from './channel-texts.js';
import { kindCalled } from './other-kinds.js';

const DOINGS = ['change', 'test', 'pause', 'resume', 'retire'] as const;
export type Doing = (typeof DOINGS)[number];

interface OneChannelProps {
  readonly channel: Channel;
  readonly onDo: (doing: Doing) => void;
}

/** A channel in its list: where it leads, whether it is paused, and what can be done with it. */
export function OneChannel({ channel, onDo }: OneChannelProps) {
  const { format } = useSpeech();
  const said = useChannelTexts();
  const { language } = useWords();
  const { id, kind, style, paused } = channel;
  const ours = KINDS.find((one) => one === kind);
  const called = ours === undefined ? kindCalled(kind, language) : said(`kind.${ours}`);
  const doings = DOINGS.filter((doing) => doing !== (paused === undefined ? 'resume' : 'pause'));
  return (
    <li>
      <strong>{id}</strong>
      <span class="fine">{[called, style, leadsTo(channel)].filter(Boolean).join(' · ')}</span>
      {paused !== undefined && (
        <p class="notice">
          {said('paused', { since: format.instant(paused.since), reason: paused.reason })}{' '}
          {paused.failingSince !== undefined && said('paused.failing', { since: format.instant(paused.failingSince) })}
        </p>
      )}
      <span class="row-actions">
        {doings.map((doing) => (
          <button key={doing} type="button" class="quiet" onClick={() => onDo(doing)}>
            {said(doing)}
            <span class="unseen"> {id}</span>
          </button>
        ))}
      </span>
    </li>
  );
}
