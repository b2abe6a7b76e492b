import { useState } from 'preact/hooks';
import type { Alert } from '#client/index.js';
import { go } from '../address.js';
import { server } from '../asking/server.js';
import { Entry } from '../parts/entry.js';
import { Form } from '../parts/form.js';
import { idOf } from '../parts/id-of.js';
import { useSpeech } from '../page-means.js';
import { useWrite } from '../settings/use-write.js';
import { useAlertTexts } from './alert-texts.js';
import { ConditionFields } from './condition-fields.js';
import { TriedRule, useTriedRule } from './tried-rule.js';
import { draftOf, NEW_DRAFT, ruleOf, type Draft } from './rule-draft.js';
import { ToldFields } from './told-fields.js';
import { WatchedFields } from './watched-fields.js';

/** A rule to be filled in, with what it would have done in the last year beside it. @param alert the one to change; a new one where absent */
export function AlertForm({ alert: given }: { readonly alert?: Alert }) {
  const { t } = useSpeech();
  const said = useAlertTexts();
  // As somebody began to change it: what it has become meanwhile is not theirs to overwrite.
  const [alert] = useState(given);
  const [draft, setDraft] = useState<Draft>(alert === undefined ? NEW_DRAFT : draftOf(alert));
  const [named, setNamed] = useState(alert?.id);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const begin = (part: Partial<Draft>): void => change({ ...part, low: '', high: '', clearLow: '', clearHigh: '' });
  const tried = useTriedRule(draft, change);
  const id = named ?? idOf(draft.title);
  const address = `/alerts/${encodeURIComponent(id)}`;
  const { begin: ask, dialog } = useWrite(() => go(address));
  const propose = (): void => {
    const body = { ...ruleOf(draft), ifMatch: alert?.version ?? 0 };
    ask({
      title: alert === undefined ? said('define') : said('change.of', { title: alert.title }),
      body: { id, ...body },
      send: () => server.setAlert(id, body),
      now: (signal) => server.showAlert(id, {}, { signal }),
    });
  };
  return (
    <>
      <div class="place-head">
        <h1>{alert === undefined ? said('define') : said('change.of', { title: alert.title })}</h1>
      </div>
      <div class="beside">
        <Form class="form card" onSubmit={propose}>
          <Entry
            label={said('title')}
            value={draft.title}
            onChange={(title) => change({ title })}
            hint={said('title.is')}
          />
          <Entry label={t('id')} value={id} onChange={setNamed} isFixed={alert !== undefined} hint={said('id.is')} />
          <WatchedFields draft={draft} onChange={begin} />
          <ConditionFields draft={draft} scale={tried.scale} onChange={change} onKind={(kind) => begin({ kind })} />
          <ToldFields draft={draft} onChange={change} />
          <div class="actions">
            <button type="submit" class="primary">
              {said(alert === undefined ? 'propose' : 'propose.change')}
            </button>
            <a class="button" href={alert === undefined ? '/alerts' : address}>
              {t('back')}
            </a>
          </div>
        </Form>
        <TriedRule tried={tried} draft={draft} />
      </div>
      {dialog}
    </>
  );
}
