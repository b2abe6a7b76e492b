import { ChannelChoice } from '../channels/channel-choice.js';
import { Entry } from '../parts/entry.js';
import { Select } from '../parts/select.js';
import { ACTIONS, SEVERITIES, WAYS, type ActionDraft } from './action-draft.js';
import { useFormTexts } from './form-texts.js';
import { ChannelField } from './one-of.js';

interface ActionFieldsProps {
  readonly draft: ActionDraft;
  readonly onChange: (part: Partial<ActionDraft>) => void;
  /** Absent of the only one: something has to be done. */
  readonly onRemove?: (() => void) | undefined;
  /** From 1. */
  readonly place: number;
}

/** One thing that an automation does. */
export function ActionFields({ draft, onChange, onRemove, place }: ActionFieldsProps) {
  const said = useFormTexts();
  const { kind } = draft;
  return (
    <fieldset class="form">
      <legend>{said('action', { place })}</legend>
      <Select
        label={said('does')}
        value={kind}
        options={ACTIONS.map((one) => [one, said(`action.${one}`)])}
        onChange={(next) => onChange({ kind: ACTIONS.find((one) => one === next) ?? kind })}
        hint={said(`action.${kind}.is`)}
      />
      <Fields draft={draft} onChange={onChange} />
      {onRemove !== undefined && (
        <button type="button" onClick={onRemove}>
          {said('action.remove', { place })}
        </button>
      )}
    </fieldset>
  );
}

type FieldsProps = Pick<ActionFieldsProps, 'draft' | 'onChange'>;

function Fields({ draft, onChange }: FieldsProps) {
  const said = useFormTexts();
  const { kind, assignee, due, note, channel, subject, template, pairs } = draft;
  const toChannel = <ChannelField value={channel} onChange={(next) => onChange({ channel: next })} />;
  const inPairs = (label: string, hint: string, isOptional: boolean) => (
    <Entry
      {...{ label, hint, isOptional }}
      value={pairs}
      onChange={(next) => onChange({ pairs: next })}
      rows={3}
      maxLength={20_000}
    />
  );
  switch (kind) {
    case 'followUp':
      return (
        <>
          <Entry
            label={said('assignee')}
            value={assignee}
            onChange={(next) => onChange({ assignee: next })}
            hint={said('assignee.is')}
            isOptional
          />
          <Entry
            label={said('due')}
            value={due}
            onChange={(next) => onChange({ due: next })}
            pattern="\d{1,4}"
            isOptional
          />
          <Entry label={said('note')} value={note} onChange={(next) => onChange({ note: next })} isOptional />
        </>
      );
    case 'message':
      return (
        <>
          {toChannel}
          <Entry label={said('subject')} value={subject} onChange={(next) => onChange({ subject: next })} isOptional />
          <Entry
            label={said('template')}
            value={template}
            onChange={(next) => onChange({ template: next })}
            hint={said('template.is')}
            rows={5}
            maxLength={10_000}
          />
        </>
      );
    case 'assign':
      return <Whom draft={draft} onChange={onChange} />;
    case 'tag':
      return inPairs(said('tags'), said('pairs.are'), false);
    case 'webhook':
      return (
        <>
          {toChannel}
          {inPairs(said('body'), said('body.is'), true)}
        </>
      );
    case 'alert':
      return <Told draft={draft} onChange={onChange} />;
  }
}

function Whom({ draft: { way, people }, onChange }: FieldsProps) {
  const said = useFormTexts();
  return (
    <>
      <Select
        label={said('way')}
        value={way}
        options={WAYS.map((one) => [one, said(`way.${one}`)])}
        onChange={(next) => onChange({ way: WAYS.find((one) => one === next) ?? way })}
      />
      <Entry
        label={said('people')}
        value={people}
        onChange={(next) => onChange({ people: next })}
        hint={way === 'salesperson' ? undefined : said('people.are')}
        maxLength={2000}
      />
    </>
  );
}

function Told({ draft: { title, text, severity, channels }, onChange }: FieldsProps) {
  const said = useFormTexts();
  return (
    <>
      <Entry label={said('alert.title')} value={title} onChange={(next) => onChange({ title: next })} />
      <Entry label={said('alert.text')} value={text} onChange={(next) => onChange({ text: next })} isOptional />
      <Select
        label={said('severity')}
        value={severity}
        options={SEVERITIES.map((one) => [one, said(`severity.${one}`)])}
        onChange={(next) => onChange({ severity: SEVERITIES.find((one) => one === next) ?? severity })}
      />
      <ChannelChoice
        legend={said('channels')}
        hint={said('channels.are')}
        none={said('channels.none')}
        chosen={channels}
        onChange={(next) => onChange({ channels: next })}
      />
    </>
  );
}
