import type { Automation } from '#client/index.js';
import type { Address } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { ClockControls } from '../parts/clock-controls.js';
import { useSpeech } from '../page-means.js';
import { AutomationForm } from './automation-form.js';
import { useAutomationTexts } from './automation-texts.js';
import { Decided } from './decided.js';
import { DryRun } from './dry-run.js';
import { Effect } from './effect.js';

interface OneAutomationProps {
  readonly id: string;
  readonly address: Address;
}

/** An automation: what it says, what it changed, what it decided and would decide; or the form to change it. */
export function OneAutomation({ id, address }: OneAutomationProps) {
  const isChanged = address.search.has('change');
  const asked = useAnswer(`${id} ${String(isChanged)}`, (signal) => server.showAutomation(id, {}, { signal }));
  return (
    <Said asked={asked}>
      {(automation) =>
        isChanged ? (
          <Changed key={automation.version} automation={automation} address={address} />
        ) : (
          <Shown automation={automation} address={address} />
        )
      }
    </Said>
  );
}

interface ShownProps {
  readonly automation: Automation;
  readonly address: Address;
}

/** The form, with what the version that is saved would have done beside it. */
function Changed({ automation, address }: ShownProps) {
  const said = useAutomationTexts();
  const { id, title, version } = automation;
  return (
    <>
      <div class="place-head">
        <h1>{said('change.of', { title })}</h1>
        <p class="fine">
          <a href={`/automations/${encodeURIComponent(id)}`}>{title}</a>
        </p>
      </div>
      <AutomationForm automation={automation} />
      <DryRun id={id} version={version} address={address} />
    </>
  );
}

function Shown({ automation, address }: ShownProps) {
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
      <div class="actions">
        <a class="button" href={`/automations/${encodeURIComponent(id)}?change=1`}>
          {said('change')}
        </a>
      </div>
      <ClockControls address={address} />
      <Effect automation={automation} address={address} />
      <DryRun id={id} version={version} address={address} />
      <Decided id={id} version={version} address={address} />
    </>
  );
}
