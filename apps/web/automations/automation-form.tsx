import { useState } from 'preact/hooks';
import type { Automation } from '#client/index.js';
import { go } from '../address.js';
import { server } from '../asking/server.js';
import { Entry } from '../parts/entry.js';
import { Form } from '../parts/form.js';
import { idOf } from '../parts/id-of.js';
import { Select } from '../parts/select.js';
import { useWrite } from '../settings/use-write.js';
import { NEW_ACTION, type ActionDraft } from './action-draft.js';
import { ActionFields } from './action-fields.js';
import { automationOf, draftOf, NEW_DRAFT, type Draft } from './automation-draft.js';
import { useFormTexts } from './form-texts.js';
import { LimitFields } from './limit-fields.js';
import { TriggerFields } from './trigger-fields.js';

/** As many as the server takes. */
const MOST_ACTIONS = 10;

/** What an automation is: a new one where none is to be changed. */
export function AutomationForm({ automation }: { readonly automation?: Automation }) {
  const said = useFormTexts();
  const [draft, setDraft] = useState<Draft>(automation === undefined ? NEW_DRAFT : draftOf(automation));
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const { title, description, enabled } = draft;
  const id = automation?.id ?? idOf(title);
  const there = `/automations/${encodeURIComponent(id)}`;
  const { begin, dialog } = useWrite(() => go(there));
  const record = (): void => {
    const body = { ...automationOf(draft), ifMatch: automation?.version ?? 0 };
    const now = (signal: AbortSignal) => server.showAutomation(id, {}, { signal });
    const send = () => server.setAutomation(id, body);
    begin({ title: said('save.of', { title }), body, send, now, leadsTo: { href: there, title: said('show') } });
  };
  return (
    <section class="card is-wide">
      <Form onSubmit={record}>
        <Entry
          label={said('title')}
          value={title}
          onChange={(next) => change({ title: next })}
          hint={`${said('id')}: ${id === '' ? '–' : id}`}
        />
        <Entry
          label={said('description')}
          value={description}
          onChange={(next) => change({ description: next })}
          isOptional
        />
        <TriggerFields draft={draft} onChange={change} />
        <Entry
          label={said('if')}
          value={draft.if}
          onChange={(next) => change({ if: next })}
          hint={said('if.is')}
          maxLength={2000}
          rows={2}
          isOptional
        />
        <Actions actions={draft.actions} onChange={(actions) => change({ actions })} />
        <LimitFields draft={draft} onChange={change} />
        <Select
          label={said('enabled')}
          value={String(enabled)}
          options={[
            ['false', said('enabled.false')],
            ['true', said('enabled.true')],
          ]}
          onChange={(next) => change({ enabled: next === 'true' })}
          hint={said('enabled.is')}
        />
        <button type="submit" class="primary" disabled={id === ''}>
          {said('save')}
        </button>
      </Form>
      {dialog}
    </section>
  );
}

interface ActionsProps {
  readonly actions: readonly ActionDraft[];
  readonly onChange: (actions: readonly ActionDraft[]) => void;
}

function Actions({ actions, onChange }: ActionsProps) {
  const said = useFormTexts();
  return (
    <>
      {actions.map((action, i) => (
        <ActionFields
          key={i}
          draft={action}
          place={i + 1}
          onChange={(part) => onChange(actions.with(i, { ...action, ...part }))}
          onRemove={actions.length > 1 ? () => onChange(actions.toSpliced(i, 1)) : undefined}
        />
      ))}
      {actions.length < MOST_ACTIONS && (
        <button type="button" onClick={() => onChange([...actions, NEW_ACTION])}>
          {said('action.add')}
        </button>
      )}
    </>
  );
}
