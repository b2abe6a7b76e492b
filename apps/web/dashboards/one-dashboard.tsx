import { useState } from 'preact/hooks';
import type { DashboardAnswer } from '#client/index.js';
import type { Address } from '../address.js';
import { Failed, Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { clocksIn } from '../book/clocks.js';
import { ClockControls } from '../parts/clock-controls.js';
import { ConfirmedWrite, type Write } from '../settings/confirmed-write.js';
import { ShareAnswer } from '../shares/share-answer.js';
import { useSpeech } from '../page-means.js';
import { DashboardFilters } from './dashboard-filters.js';
import { Tile } from './tile.js';
import { titleOfTile } from './tile-title.js';
import { withoutTile } from './dashboard-content.js';

interface OneDashboardProps {
  readonly id: string;
  readonly address: Address;
}

/** A dashboard on both clocks. What it is made of is always that of now: the clocks are those of the figures. */
export function OneDashboard({ id, address }: OneDashboardProps) {
  const { t } = useSpeech();
  const [isRetired, setIsRetired] = useState(false);
  const clocks = clocksIn(address);
  const asked = useAnswer(JSON.stringify([id, clocks]), (signal) => server.answerDashboard(id, clocks, { signal }));
  if (isRetired)
    return (
      <section>
        <h1>{t('dashboards')}</h1>
        <p role="status">
          {t('dashboard.retired')} <a href="/dashboards">{t('dashboard.all')}</a>
        </p>
      </section>
    );
  return (
    <>
      <div class="place-head">
        <h1>{asked.value?.title ?? t('dashboards')}</h1>
        <p class="fine">{asked.value?.description ?? ''}</p>
      </div>
      <ClockControls address={address} />
      <Said asked={asked}>
        {(answer) => (
          <Tiles answer={answer} address={address} onChanged={asked.again} onRetired={() => setIsRetired(true)} />
        )}
      </Said>
    </>
  );
}

interface TilesProps {
  readonly answer: DashboardAnswer;
  readonly address: Address;
  readonly onChanged: () => void;
  readonly onRetired: () => void;
}

/** What is on its way to be recorded, and what follows when it is. */
interface Pending {
  readonly write: Write;
  readonly then: () => void;
}

function Tiles({ answer, address, onChanged, onRetired }: TilesProps) {
  const words = useSpeech();
  const { t } = words;
  const [pending, setPending] = useState<Pending>();
  const [error, setError] = useState<unknown>();
  const [isSharing, setIsSharing] = useState(false);
  const { id, title, version, tiles, filters, meta } = answer;
  const remove = async (number: number): Promise<void> => {
    setError(undefined);
    try {
      const body = withoutTile(await server.showDashboard(id), version, number);
      const tile = titleOfTile(answer, number, words);
      const send = () => server.setDashboard(id, body);
      setPending({ write: { title: t('tile.remove', { tile }), body, send }, then: onChanged });
    } catch (failure) {
      setError(failure);
    }
  };
  const retire = (): void => {
    const send = () => server.retireDashboard(id);
    setPending({ write: { title: t('dashboard.retire.do', { title }), body: { id, version }, send }, then: onRetired });
  };
  return (
    <>
      <DashboardFilters filters={filters} />
      <ol class="tiles">
        {tiles.map((tile, number) => (
          <Tile
            key={`${String(version)}-${String(number)}`}
            dashboard={answer}
            number={number}
            tile={tile}
            address={address}
            onRemove={tiles.length > 1 ? () => void remove(number) : undefined}
          />
        ))}
      </ol>
      {error !== undefined && <Failed error={error} />}
      <p class="fine">
        {meta.position !== null && t('dashboard.position', { position: meta.position, version })}{' '}
        {tiles.length === 1 && t('dashboard.last')}
      </p>
      <div class="actions">
        <button type="button" onClick={() => setIsSharing(true)}>
          {t('share.do')}
        </button>
        <button type="button" onClick={retire}>
          {t('dashboard.retire')}
        </button>
      </div>
      {isSharing && <ShareAnswer of={{ dashboard: id, ...clocksIn(address) }} onClose={() => setIsSharing(false)} />}
      {pending !== undefined && (
        <ConfirmedWrite
          write={pending.write}
          onClose={(isDone) => {
            setPending(undefined);
            if (isDone) pending.then();
          }}
        />
      )}
    </>
  );
}
