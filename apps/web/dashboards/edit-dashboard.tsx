import { useState } from 'preact/hooks';
import { ProblemError, type Dashboard } from '#client/index.js';
import { go } from '../address.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { FilterPicker } from '../explore/filter-picker.js';
import { Entry } from '../parts/entry.js';
import { Form } from '../parts/form.js';
import { useWrite } from '../settings/use-write.js';
import { useSpeech } from '../page-means.js';
import { contentOf, type KeptTile } from './dashboard-content.js';
import { useEditingTexts } from './editing-texts.js';
import { TileFields } from './tile-fields.js';

/** A dashboard to be changed: what it is called, what it is narrowed to, the order and the size of its tiles. */
export function EditDashboard({ id }: { readonly id: string }) {
  const asked = useAnswer(id, async (signal) => {
    const dashboard = await server.showDashboard(id, {}, { signal });
    return { dashboard, titles: await titlesOf(dashboard, signal) };
  });
  return (
    <Said asked={asked}>
      {({ dashboard, titles }) => (
        <DashboardForm key={dashboard.version} dashboard={dashboard} titles={titles} again={asked.again} />
      )}
    </Said>
  );
}

/** What saved questions of tiles are called; one that is retired has no title any more. */
async function titlesOf({ tiles }: Dashboard, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(tiles.map(({ question }) => question))].filter((one) => typeof one === 'string');
  const found = await Promise.all(
    ids.map(async (id): Promise<readonly [string, string]> => {
      try {
        return [id, (await server.showQuestion(id, {}, { signal })).title];
      } catch (error) {
        if (error instanceof ProblemError && error.status === 404) return [id, id];
        throw error;
      }
    }),
  );
  return new Map(found);
}

interface DashboardFormProps {
  readonly dashboard: Dashboard;
  readonly titles: ReadonlyMap<string, string>;
  readonly again: () => void;
}

function DashboardForm({ dashboard, titles, again }: DashboardFormProps) {
  const { t } = useSpeech();
  const said = useEditingTexts();
  const { metrics } = useBook();
  const { id, version } = dashboard;
  const [title, setTitle] = useState(dashboard.title);
  const [description, setDescription] = useState(dashboard.description ?? '');
  const [filters, setFilters] = useState(listsIn(dashboard.filters));
  const [tiles, setTiles] = useState<readonly KeptTile[]>(dashboard.tiles);
  const address = `/dashboards/${encodeURIComponent(id)}`;
  const { begin, dialog } = useWrite(() => go(address), again);
  const dimensions = [...new Set(metrics.flatMap((metric) => metric.dimensions))].toSorted();
  const propose = (): void => {
    const { description: _before, filters: _all, ...rest } = contentOf(dashboard);
    const body = {
      ...rest,
      title,
      ...(description !== '' && { description }),
      ...(Object.keys(filters).length > 0 && { filters }),
      tiles,
      ifMatch: version,
    };
    begin({
      title: said('edit.of', { title: dashboard.title }),
      body,
      send: () => server.setDashboard(id, body),
      now: (signal) => server.showDashboard(id, {}, { signal }),
    });
  };
  return (
    <>
      <div class="place-head">
        <h1>{said('edit.of', { title: dashboard.title })}</h1>
      </div>
      <Form onSubmit={propose}>
        <Entry label={said('title')} value={title} onChange={setTitle} hint={said('title.is')} />
        <Entry
          label={said('description')}
          value={description}
          onChange={setDescription}
          isOptional
          rows={2}
          maxLength={2_000}
          hint={said('description.is')}
        />
        <div class="entry">
          <FilterPicker dimensions={dimensions} where={filters} onChange={setFilters} label={said('filters')} />
          <p class="hint">{said('filters.is')}</p>
        </div>
        <h2>{said('tiles')}</h2>
        <p class="hint">{said('tiles.are')}</p>
        <TileFields tiles={tiles} titles={titles} onChange={setTiles} />
        {tiles.length === 0 && <p class="notice">{said('none')}</p>}
        <div class="actions">
          <button type="submit" class="primary" disabled={tiles.length === 0}>
            {said('save')}
          </button>
          <a class="button" href={address}>
            {t('back')}
          </a>
        </div>
      </Form>
      {dialog}
    </>
  );
}

function listsIn(filters: Dashboard['filters'] = {}): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, [values].flat()]));
}
