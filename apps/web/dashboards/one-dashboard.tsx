import { useState } from 'preact/hooks';
import { go, withParameters, type Address } from '../address.js';
import { useLive } from '../asking/live.js';
import { Said } from '../asking/said.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { PERIODS } from '../explore/period.js';
import { ClockControls } from '../parts/clock-controls.js';
import { LiveMark } from '../parts/live-mark.js';
import { Select } from '../parts/select.js';
import { useSpeech } from '../page-means.js';
import { answered, asksIn, keyOf } from './dashboard-asked.js';
import { EditDashboard } from './edit-dashboard.js';
import { useEditingTexts } from './editing-texts.js';
import { Tiles } from './tiles.js';

interface OneDashboardProps {
  readonly id: string;
  readonly address: Address;
}

/** A dashboard on both clocks, or being changed. What it is made of is always that of now: the clocks are those of the figures. */
export function OneDashboard({ id, address }: OneDashboardProps) {
  const { t } = useSpeech();
  const [isRetired, setIsRetired] = useState(false);
  if (isRetired)
    return (
      <section>
        <h1>{t('dashboards')}</h1>
        <p role="status">
          {t('dashboard.retired')} <a href="/dashboards">{t('dashboard.all')}</a>
        </p>
      </section>
    );
  if (address.search.has('edit')) return <EditDashboard id={id} />;
  return <Answered id={id} address={address} onRetired={() => setIsRetired(true)} />;
}

interface AnsweredProps extends OneDashboardProps {
  readonly onRetired: () => void;
}

function Answered({ id, address, onRetired }: AnsweredProps) {
  const { t } = useSpeech();
  const said = useEditingTexts();
  const { position } = useBook();
  const asks = asksIn(address);
  const { knownAt, period } = asks;
  const asked = useAnswer(keyOf(id, asks), (signal) => answered(id, asks, position, signal));
  // What was known by a day before stays as it is.
  const isLost = useLive(asked, () => knownAt === undefined);
  return (
    <>
      <div class="place-head">
        <h1>{asked.value?.title ?? t('dashboards')}</h1>
        <p class="fine">{asked.value?.description ?? ''}</p>
        {knownAt === undefined && <LiveMark isLost={isLost} />}
      </div>
      <ClockControls address={address} />
      <div class="answer-head">
        <Select
          label={said('period')}
          value={period ?? ''}
          options={[['', said('period.own')], ...PERIODS.map((one) => [one, t(`period.${one}`)] as const)]}
          onChange={(chosen) => go(withParameters(address, { period: chosen }))}
        />
      </div>
      <Said asked={asked}>
        {(answer) => <Tiles answer={answer} address={address} onChanged={asked.again} onRetired={onRetired} />}
      </Said>
    </>
  );
}
