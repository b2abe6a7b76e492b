import { ChannelChoice } from '../channels/channel-choice.js';
import { Entry } from '../parts/entry.js';
import { Select } from '../parts/select.js';
import { useAlertTexts } from './alert-texts.js';
import { SEVERITIES, type Draft } from './rule-draft.js';

interface ToldFieldsProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

const DAYS = '[1-9]\\d{0,2}';

/** How long it has to hold, and who is told. */
export function ToldFields({ draft, onChange }: ToldFieldsProps) {
  const said = useAlertTexts();
  const { kind, cooldown, severity, channels, enabled } = draft;
  return (
    <>
      <Entry
        label={said('for')}
        value={draft.for}
        onChange={(value) => onChange({ for: value })}
        pattern={DAYS}
        isOptional={kind !== 'noData'}
        hint={said(kind === 'noData' ? 'for.noData' : 'for.is')}
      />
      <Entry
        label={said('cooldown')}
        value={cooldown}
        onChange={(value) => onChange({ cooldown: value })}
        pattern={DAYS}
        isOptional
        hint={said('cooldown.is')}
      />
      <Select
        label={said('severity')}
        value={severity}
        options={SEVERITIES.map((one) => [one, said(`severity.${one}`)])}
        onChange={(chosen) => onChange({ severity: SEVERITIES.find((one) => one === chosen) ?? severity })}
      />
      <ChannelChoice
        legend={said('channels')}
        hint={said('channels.are')}
        none={said('channels.none')}
        chosen={channels}
        onChange={(chosen) => onChange({ channels: chosen })}
      />
      <Select
        label={said('enabled')}
        value={String(enabled)}
        options={[
          ['true', said('yes')],
          ['false', said('no')],
        ]}
        onChange={(chosen) => onChange({ enabled: chosen === 'true' })}
      />
    </>
  );
}
