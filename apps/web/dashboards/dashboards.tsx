import type { DashboardList } from '#client/index.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { useSpeech } from '../page-means.js';

const PAGE = 50;

/** All dashboards, each with the way to it. */
export function Dashboards() {
  const { t, format } = useSpeech();
  const pages = usePages<DashboardList>('dashboards', (cursor, signal) =>
    server.listDashboards({ limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <>
      <div class="place-head">
        <h1>{t('dashboards')}</h1>
        <p class="fine">{t('dashboards.are')}</p>
      </div>
      <Paged pages={pages}>
        {(all) => {
          const dashboards = all.flatMap((page) => page.dashboards);
          if (dashboards.length === 0)
            return (
              <p class="nothing">
                {t('dashboards.none')} <a href="/explore">{t('explore')}</a>
              </p>
            );
          return (
            <ul class="links">
              {dashboards.map(({ id, title, description = '', tiles, version, recordedAt }) => (
                <li key={id}>
                  <a href={`/dashboards/${encodeURIComponent(id)}`}>{title}</a>
                  <span class="fine">
                    {description} {t('dashboards.tiles', { count: tiles.length })},{' '}
                    {t('questions.version', { version })}, {format.instant(recordedAt)}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Paged>
    </>
  );
}
