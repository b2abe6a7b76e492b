import { useState } from 'preact/hooks';
import type { Alert } from '#client/index.js';
import { server } from '../asking/server.js';
import { Entry } from '../parts/entry.js';
import { Form } from '../parts/form.js';
import { Panel } from '../parts/panel.js';
import { ConfirmedWrite, type Write } from '../settings/confirmed-write.js';
import { useAlertTexts } from './alert-texts.js';
import { useCalled } from './use-part-name.js';

type Filled = 'snooze' | 'assign' | 'comment';

/** Something that somebody wants to do about a part. */
export interface Act {
  readonly alert: Alert;
  readonly part: string;
  readonly what: 'acknowledge' | Filled;
}

interface ActingProps {
  readonly act: Act;
  readonly onClose: (isDone: boolean) => void;
}

/** Asks for what is to be said and records it. Where it stands is not in the list, which may lose the part meanwhile. */
export function Acting({ act: { alert, part, what }, onClose }: ActingProps) {
  const said = useAlertTexts();
  const called = useCalled()(alert, part);
  const [text, setText] = useState<string>();
  const title = said(`${what}.of`, { title: called });
  const of = alert.by === undefined ? {} : { part };
  if (what === 'acknowledge') {
    const send = () => server.acknowledgeAlert(alert.id, of);
    return <ConfirmedWrite write={{ title, body: of, send }} onClose={onClose} />;
  }
  if (text !== undefined)
    return <ConfirmedWrite write={{ title, ...SAYS[what](alert.id, of, text) }} onClose={onClose} />;
  return (
    <Panel title={title} kind="middle" onClose={() => onClose(false)}>
      <Fill what={what} onFilled={setText} />
    </Panel>
  );
}

type Of = { readonly part?: string };

const SAYS: Readonly<Record<Filled, (id: string, of: Of, text: string) => Pick<Write, 'body' | 'send'>>> = {
  snooze: (id, of, until) => {
    const body = { ...of, until };
    return { body, send: () => server.snoozeAlert(id, body) };
  },
  assign: (id, of, to) => {
    const body = { ...of, to };
    return { body, send: () => server.assignAlert(id, body) };
  },
  comment: (id, of, text) => {
    const body = { ...of, text };
    // Said again it would stand there twice: where it is not known whether it was recorded, who said it looks first.
    return { body, send: () => server.commentAlert(id, body, { patience: 0 }) };
  },
};

const ASKS = { snooze: 'snooze.until', assign: 'assign.to', comment: 'comment.text' } as const;

function Fill({ what, onFilled }: { readonly what: Filled; readonly onFilled: (text: string) => void }) {
  const said = useAlertTexts();
  const [text, setText] = useState('');
  return (
    <Form onSubmit={() => onFilled(text)}>
      <Entry label={said(ASKS[what])} value={text} onChange={setText} type={what === 'snooze' ? 'date' : 'text'} />
      <button type="submit" class="primary">
        {said('next')}
      </button>
    </Form>
  );
}
