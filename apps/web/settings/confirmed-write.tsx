import { useState } from 'preact/hooks';
import { ProblemError, type JournalEvent, type Receipt } from '#client/index.js';
import { Failed, Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { OneEvent } from '../journal/event-list.js';
import { Panel } from '../parts/panel.js';
import { useSpeech } from '../page-means.js';
import { useTexts } from '../words/words.js';
import { WRITE_TEXTS } from './write-texts.js';

/** Something that is about to be recorded. */
export interface Write {
  /** What it is, as the page calls it. */
  readonly title: string;
  /** What will be sent. */
  readonly body: object;
  /** Where what was recorded is to be seen. */
  readonly leadsTo?: { readonly href: string; readonly title: string };
  readonly send: () => Promise<Pick<Receipt, 'position'>>;
  /** Of a thing with versions: what it is now. */
  readonly now?: (signal: AbortSignal) => Promise<object>;
}

interface ConfirmedWriteProps {
  readonly write: Write;
  /** @param isDone whether it was recorded */
  readonly onClose: (isDone: boolean) => void;
  /** It was closed since somebody else was first: what is there is to be looked at anew. As if it was recorded where absent. */
  readonly onOvertaken?: () => void;
}

/** Asks before anything is recorded, since nothing is ever taken out of the log, and shows the event that it became. */
export function ConfirmedWrite({ write, onClose, onOvertaken = () => onClose(true) }: ConfirmedWriteProps) {
  const { t } = useSpeech();
  const { title, body, leadsTo, send, now } = write;
  const [isSending, setIsSending] = useState(false);
  const [position, setPosition] = useState<string>();
  const [error, setError] = useState<unknown>();
  const record = async (): Promise<void> => {
    setIsSending(true);
    setError(undefined);
    try {
      setPosition((await send()).position);
    } catch (failure) {
      setError(failure);
    }
    setIsSending(false);
  };
  const isOvertaken = error instanceof ProblemError && error.code === 'version-mismatch' && now !== undefined;
  return (
    <Panel title={title} kind="middle" onClose={() => (isOvertaken ? onOvertaken() : onClose(position !== undefined))}>
      {position === undefined && isOvertaken && <Overtaken now={now} onTaken={onOvertaken} />}
      {position === undefined && !isOvertaken && (
        <>
          <p>{t('write.ask')}</p>
          <pre tabIndex={0}>{JSON.stringify(body, null, 2)}</pre>
          {error !== undefined && <Failed error={error} />}
          <div class="actions">
            <button type="button" class="primary" disabled={isSending} onClick={() => void record()}>
              {t('write.do')}
            </button>
            <button type="button" onClick={() => onClose(false)}>
              {t('write.not')}
            </button>
          </div>
        </>
      )}
      {position !== undefined && (
        <div role="status">
          <p>{t('write.done')}</p>
          <Recorded position={position} />
          {leadsTo !== undefined && <a href={leadsTo.href}>{leadsTo.title}</a>}
        </div>
      )}
    </Panel>
  );
}

interface OvertakenProps {
  readonly now: NonNullable<Write['now']>;
  readonly onTaken: () => void;
}

/** Somebody else was first: what there is now, to go on from. */
function Overtaken({ now, onTaken }: OvertakenProps) {
  const said = useTexts(WRITE_TEXTS);
  const asked = useAnswer('now', now);
  return (
    <div role="alert">
      <p class="notice">{said('changed')}</p>
      <Said asked={asked}>{(thing) => <pre tabIndex={0}>{JSON.stringify(thing, null, 2)}</pre>}</Said>
      <button type="button" class="primary" onClick={onTaken}>
        {said('load')}
      </button>
    </div>
  );
}

/** The event that it became. Where that cannot be read, it is recorded all the same: only the reading is tried again. */
function Recorded({ position }: { readonly position: string }) {
  const asked = useAnswer(position, (signal) => eventAt(position, signal));
  return (
    <Said asked={asked}>
      {(event) =>
        event !== undefined && (
          <ol class="events">
            <OneEvent event={event} />
          </ol>
        )
      }
    </Said>
  );
}

/** The event at a position. It is in the log when its receipt is sent. */
async function eventAt(position: string, signal: AbortSignal): Promise<JournalEvent | undefined> {
  const query = { after: String(Number(position) - 1), limit: 1, position };
  const { events } = await server.listEvents(query, { signal });
  return events[0];
}
