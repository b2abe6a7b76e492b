import { Entry } from '../parts/entry.js';
import { Select } from '../parts/select.js';
import { useAlertTexts } from './alert-texts.js';
import { CONDITIONS, hasThreshold, hasTwo, type ConditionKind, type Draft } from './rule-draft.js';
import type { Scale } from './scale.js';
import { Threshold } from './threshold.js';

interface ConditionFieldsProps {
  readonly draft: Draft;
  readonly scale: Scale | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
  /** Another kind of condition has another scale: its threshold begins anew. */
  readonly onKind: (kind: ConditionKind) => void;
}

const DECIMAL = '-?\\d+(\\.\\d{1,6})?';
const SENSITIVITIES = Array.from({ length: 10 }, (_, i) => String(i + 1));

/** Where a rule fires, and where it is over. */
export function ConditionFields({ draft, scale, onChange, onKind }: ConditionFieldsProps) {
  const said = useAlertTexts();
  const { kind, against, low, high, sensitivity, clearLow, clearHigh } = draft;
  const isChange = kind === 'grows' || kind === 'shrinks';
  const isTwo = hasTwo(draft);
  return (
    <>
      <Select
        label={said('condition')}
        value={kind}
        options={CONDITIONS.map((one) => [one, said(`condition.${one}`)])}
        onChange={(chosen) => onKind(CONDITIONS.find((one) => one === chosen) ?? kind)}
        hint={isChange || kind === 'attainment' ? said('condition.is') : undefined}
      />
      {isChange && (
        <Select
          label={said('against')}
          value={against}
          options={(['previous-period', 'previous-year'] as const).map((one) => [one, said(`against.${one}`)])}
          onChange={(one) => onChange({ against: one === 'previous-year' ? one : 'previous-period' })}
        />
      )}
      {hasThreshold(draft) && (
        <Threshold
          label={said(isTwo ? 'lower' : 'threshold')}
          value={low}
          scale={scale}
          onChange={(value) => onChange({ low: value })}
        />
      )}
      {isTwo && (
        <Threshold label={said('upper')} value={high} scale={scale} onChange={(value) => onChange({ high: value })} />
      )}
      {kind === 'anomaly' && (
        <Select
          label={said('sensitivity')}
          value={sensitivity}
          options={SENSITIVITIES.map((one) => [one, one])}
          onChange={(value) => onChange({ sensitivity: value })}
          hint={said('sensitivity.is')}
        />
      )}
      {hasThreshold(draft) && (
        <Entry
          label={said(isTwo ? 'clear.lower' : 'clear')}
          value={clearLow}
          onChange={(value) => onChange({ clearLow: value })}
          pattern={DECIMAL}
          isOptional={clearHigh === '' || !isTwo}
          hint={said('clear.is')}
        />
      )}
      {isTwo && (
        <Entry
          label={said('clear.upper')}
          value={clearHigh}
          onChange={(value) => onChange({ clearHigh: value })}
          pattern={DECIMAL}
          isOptional={clearLow === ''}
        />
      )}
    </>
  );
}
