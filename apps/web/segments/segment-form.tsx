import { useState } from 'preact/hooks';
import type { Segment, SetSegment } from '#client/index.js';
import { go, type Address } from '../address.js';
import { server } from '../asking/server.js';
import { useDebounced } from '../asking/use-debounced.js';
import { Entry } from '../parts/entry.js';
import { Form } from '../parts/form.js';
import { idOf } from '../parts/id-of.js';
import { useWrite } from '../settings/use-write.js';
import { withCondition } from './condition.js';
import { ConditionFields } from './condition-fields.js';
import { Preview } from './preview.js';
import { useSegmentTexts } from './segment-texts.js';

/** Milliseconds in which somebody goes on typing. */
const PAUSE = 400;

interface SegmentFormProps {
  /** What is to be changed; a new one where absent, begun as the address says. */
  readonly segment?: Segment;
  readonly address: Address;
}

/** What a segment is called and its rule, with who would be in it while it is written. */
export function SegmentForm({ segment, address }: SegmentFormProps) {
  const said = useSegmentTexts();
  const { search } = address;
  const [title, setTitle] = useState(segment?.title ?? search.get('title') ?? '');
  const [rule, setRule] = useState(segment?.rule ?? search.get('rule') ?? '');
  const [description, setDescription] = useState(segment?.description ?? '');
  const id = segment?.id ?? idOf(title);
  const there = `/segments/${encodeURIComponent(id)}`;
  const { begin, dialog } = useWrite(() => go(there));
  const asked = useDebounced(rule.trim(), PAUSE);
  const record = (): void => {
    const body: SetSegment = {
      ...{ title, rule: rule.trim(), ifMatch: segment?.version ?? 0 },
      ...(description.trim() !== '' && { description: description.trim() }),
    };
    const now = (signal: AbortSignal) => server.showSegment(id, {}, { signal });
    const send = () => server.setSegment(id, body);
    begin({ title: said('save.of', { title }), body, send, now, leadsTo: { href: there, title: said('show') } });
  };
  return (
    <>
      <div class="place-head">
        <h1>{segment === undefined ? said('make') : said('change.of', { title: segment.title })}</h1>
        <p class="fine">
          {said('are')} <a href="/segments">{said('all')}</a>
        </p>
      </div>
      <section class="card is-wide">
        <ConditionFields onAdd={(condition) => setRule((before) => withCondition(before, condition))} />
        <Form onSubmit={record}>
          <Entry
            label={said('rule')}
            value={rule}
            onChange={setRule}
            hint={said('rule.is')}
            rows={3}
            maxLength={2000}
          />
          <Entry
            label={said('title')}
            value={title}
            onChange={setTitle}
            hint={`${said('id')}: ${id === '' ? '–' : id}`}
          />
          <Entry label={said('description')} value={description} onChange={setDescription} isOptional />
          <button type="submit" class="primary" disabled={id === ''}>
            {said('save')}
          </button>
        </Form>
      </section>
      <section class="card is-wide space-above" aria-label={said('preview')}>
        <header>
          <h2>{said('preview')}</h2>
        </header>
        {asked === '' ? <p class="nothing">{said('preview.empty')}</p> : <Preview rule={asked} />}
      </section>
      {dialog}
    </>
  );
}
