import type { ComponentChildren } from 'preact';
import type { JournalEvent } from '#client/index.js';
import { Said } from '../asking/said.js';
import { EventList } from '../journal/event-list.js';
import { useSpeech } from '../page-means.js';
import type { Write } from './confirmed-write.js';
import { useLatest } from './latest.js';
import { useWrite } from './use-write.js';
import { Form } from '../parts/form.js';

interface SetValuesProps {
  readonly title: string;
  /** Of the events by which they are set. */
  readonly type: string;
  /** What one of them says, by the fields of its event. */
  readonly said: (data: Readonly<Record<string, string | undefined>>) => string;
  readonly children: ComponentChildren;
  /** What the form says, as what is to be recorded. */
  readonly write: () => Write;
}

/** As many as say what holds; the others are in the journal. */
const SHOWN = 8;

/** Values that are set one by one: a form for the next, and those that were set, the latest first. */
export function SetValues({ title, type, said, children, write: next }: SetValuesProps) {
  const { t } = useSpeech();
  const asked = useLatest(type);
  const { begin, dialog } = useWrite(asked.again);
  return (
    <section class="card">
      <header>
        <h2>{title}</h2>
      </header>
      <Form onSubmit={() => begin(next())}>
        {children}
        <button type="submit">{t('set')}</button>
      </Form>
      <Said asked={asked}>
        {(events: readonly JournalEvent[]) => (
          <EventList events={events.slice(0, SHOWN)} about={({ data }) => said(data as Parameters<typeof said>[0])} />
        )}
      </Said>
      <p class="fine">
        <a href={`/journal?type=${type}`}>{t('set.all')}</a>
      </p>
      {dialog}
    </section>
  );
}
