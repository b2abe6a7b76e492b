import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { DashboardFilters } from '../dashboards/dashboard-filters.js';
import { TileCard } from '../dashboards/tile-card.js';
import { titleOfTile } from '../dashboards/tile-title.js';
import { useSpeech } from '../page-means.js';
import { Today } from './today.js';

/** What a link shows, to be looked at only; of a pinned one also how today's answer differs. */
export function Shared({ token }: { readonly token: string }) {
  const words = useSpeech();
  const { t, format } = words;
  const asked = useAnswer(token, (signal) => server.answerShared(token, {}, { signal }));
  return (
    <>
      <div class="place-head">
        <h1>{asked.value?.title ?? t('shared')}</h1>
        <p class="fine">{asked.value?.description ?? ''}</p>
      </div>
      <Said asked={asked}>
        {(answer) => (
          <>
            <DashboardFilters filters={answer.filters} />
            <p class="notice">
              {t(answer.pin ? 'shared.pinned' : 'shared.live')} {answer.today?.same === true && t('shared.same')}
              {answer.today?.same === false && t('shared.differs', { count: answer.today.differences })}
            </p>
            <ol class="tiles">
              {answer.tiles.map((tile, number) => {
                const title = titleOfTile(answer, number, words);
                return (
                  <TileCard key={number} tile={tile} title={title}>
                    <Today tile={tile} title={title} today={answer.today?.tiles[number]} />
                  </TileCard>
                );
              })}
            </ol>
            <p class="fine">
              {t('shared.at', { at: format.instant(answer.sharedAt), digest: answer.digest })}{' '}
              {answer.expiresAt !== null && t('share.until', { at: format.instant(answer.expiresAt) })}
            </p>
          </>
        )}
      </Said>
    </>
  );
}
