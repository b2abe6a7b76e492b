import type { Automation } from '#client/index.js';
import type { Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { ClockControls } from '../parts/clock-controls.js';
import { useSpeech } from '../page-means.js';
import { useAutomationTexts } from './automation-texts.js';
import { Decided } from './decided.js';
import { Effect } from './effect.js';

interface OneAutomationProps {
  readonly id: string;
  readonly address: Address;
}

/** An automation: what it says, what it changed, and what it decided. */
export function OneAutomation({ id, address }: OneAutomationProps) {
  const asked = useAnswer(id, (signal) => server.showAutomation(id, {}, { signal }));
  return <Said asked={asked}>{(automation) => <Shown automation={automation} address={address} />}</Said>;
}

function Shown({ automation, address }: { readonly automation: Automation; readonly address: Address }) {
  const said = useAutomationTexts();
  const { format } = useSpeech();
  const { id, title, description, version, on, if: condition, do: actions, holdOut, enabled } = automation;
  return (
    <>
      <div class="place-head">
        <h1>{title}</h1>
        <p class="fine">
          {description ?? ''} {said('version', { version })}
          {enabled === false && `, ${said('off')}`} · <a href="/automations">{said('all')}</a>
        </p>
        <p class="fine">
          {said('on')} <code>{JSON.stringify(on)}</code>
          {condition !== undefined && (
            <>
              {' '}
              {said('if')} <code>{condition}</code>
            </>
          )}{' '}
          {said('do')}{' '}
          {actions
            .flatMap((action) => Object.keys(action) as (keyof typeof action)[])
            .map((name) => said(name))
            .join(', ')}
          {' · '}
          {said('holdOut')} {format.percent(Number(holdOut ?? 0))}
        </p>
      </div>
      <ClockControls address={address} />
      <Effect automation={automation} address={address} />
      <Decided id={id} version={version} address={address} />
    </>
  );
}
