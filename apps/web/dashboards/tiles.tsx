import { useState } from 'preact/hooks';
import type { DashboardAnswer, DashboardVersion } from '#client/index.js';
import { withParameters, type Address } from '../address.js';
import { Failed } from '../asking/said.js';
import { server } from '../asking/server.js';
import { clocksIn } from '../book/clocks.js';
import { ConfirmedWrite, type Write } from '../settings/confirmed-write.js';
import { ShareAnswer } from '../shares/share-answer.js';
import { useSpeech } from '../page-means.js';
import { contentOf, withoutTile } from './dashboard-content.js';
import { DashboardFilters } from './dashboard-filters.js';
import { DashboardVersions } from './dashboard-versions.js';
import { useEditingTexts } from './editing-texts.js';
import { Tile } from './tile.js';
import { titleOfTile } from './tile-title.js';

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

/** The tiles of a dashboard, and what can be done with all of it. */
export function Tiles({ answer, address, onChanged, onRetired }: TilesProps) {
  const words = useSpeech();
  const { t } = words;
  const said = useEditingTexts();
  const [pending, setPending] = useState<Pending>();
  const [error, setError] = useState<unknown>();
  const [shown, setShown] = useState<'sharing' | 'versions'>();
  const { id, title, version, tiles, filters, meta } = answer;
  const now = (signal: AbortSignal) => server.showDashboard(id, {}, { signal });
  const remove = async (number: number): Promise<void> => {
    setError(undefined);
    try {
      const body = withoutTile(await server.showDashboard(id), version, number);
      const tile = titleOfTile(answer, number, words);
      const send = () => server.setDashboard(id, body);
      setPending({ write: { title: t('tile.remove', { tile }), body, send, now }, then: onChanged });
    } catch (failure) {
      setError(failure);
    }
  };
  const retire = (): void => {
    const send = () => server.retireDashboard(id, { ifMatch: version });
    const write = { title: t('dashboard.retire.do', { title }), body: { id, version }, send, now };
    setPending({ write, then: onRetired });
  };
  const goBack = (to: DashboardVersion): void => {
    setShown(undefined);
    const body = { ...contentOf(to), ifMatch: version };
    const send = () => server.setDashboard(id, body);
    const write = { title: said('back.of', { title, version: to.version }), body, send, now };
    setPending({ write, then: onChanged });
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
        <a class="button" href={withParameters(address, { edit: '1' })}>
          {said('edit')}
        </a>
        <button type="button" onClick={() => setShown('versions')}>
          {said('versions')}
        </button>
        <button type="button" onClick={() => setShown('sharing')}>
          {t('share.do')}
        </button>
        <button type="button" onClick={retire}>
          {t('dashboard.retire')}
        </button>
      </div>
      {shown === 'sharing' && (
        <ShareAnswer of={{ dashboard: id, ...clocksIn(address) }} onClose={() => setShown(undefined)} />
      )}
      {shown === 'versions' && (
        <DashboardVersions id={id} title={title} onBack={goBack} onClose={() => setShown(undefined)} />
      )}
      {pending !== undefined && (
        <ConfirmedWrite
          write={pending.write}
          onClose={(isDone) => {
            setPending(undefined);
            if (isDone) pending.then();
          }}
          onOvertaken={() => {
            setPending(undefined);
            onChanged();
          }}
        />
      )}
    </>
  );
}
