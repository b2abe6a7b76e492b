import type { DashboardVersion } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { Panel } from '../parts/panel.js';
import { useSpeech } from '../page-means.js';
import { useEditingTexts } from './editing-texts.js';

interface DashboardVersionsProps {
  readonly id: string;
  readonly title: string;
  readonly onBack: (version: DashboardVersion) => void;
  readonly onClose: () => void;
}

/** Everything that a dashboard was, the latest first: each can be made what it is again. */
export function DashboardVersions({ id, title, onBack, onClose }: DashboardVersionsProps) {
  const { t, format } = useSpeech();
  const said = useEditingTexts();
  const asked = useAnswer(id, async (signal) => {
    const all: DashboardVersion[] = [];
    for await (const one of server.each.listDashboardVersions(id, {}, { signal })) all.push(one);
    return all.reverse();
  });
  return (
    <Panel title={said('versions.of', { title })} onClose={onClose}>
      <Said asked={asked}>
        {(versions) => (
          <ol class="events">
            {versions.map((version, i) => (
              <li key={version.version}>
                <details>
                  <summary>
                    <strong>{said('version', { version: version.version })}</strong> {version.title}{' '}
                    <span class="fine">
                      {[
                        t('dashboards.tiles', { count: version.tiles.length }),
                        format.instant(version.recordedAt),
                        version.actor,
                        i === 0 ? said('now') : undefined,
                        version.retired ? said('retired') : undefined,
                      ]
                        .filter((one) => one !== undefined)
                        .join(' · ')}
                    </span>
                  </summary>
                  <pre tabIndex={0}>{JSON.stringify(version, null, 2)}</pre>
                </details>
                {i > 0 && !version.retired && (
                  <button type="button" class="quiet" onClick={() => onBack(version)}>
                    {said('back')}
                    <span class="unseen"> {said('version', { version: version.version })}</span>
                  </button>
                )}
              </li>
            ))}
          </ol>
        )}
      </Said>
    </Panel>
  );
}
