import { useState } from 'preact/hooks';
import type { Dashboard, SetDashboard } from '#client/index.js';
import { Failed, Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { Form } from '../parts/form.js';
import { idOf } from '../parts/id-of.js';
import { Panel } from '../parts/panel.js';
import { Select } from '../parts/select.js';
import { ConfirmedWrite, type Write } from '../settings/confirmed-write.js';
import { TextField } from '../settings/fields.js';
import { newId } from '../settings/new-id.js';
import { useSpeech } from '../page-means.js';
import { withTile, type KeptTile } from './dashboard-content.js';

interface AddToDashboardProps {
  readonly tile: Pick<KeptTile, 'question' | 'chart'>;
  readonly onClose: () => void;
}

const WIDTHS = ['3', '4', '6', '8', '12'];
const HEIGHTS = ['2', '3', '4', '6', '8'];

/** Puts a question at the end of a dashboard that is there, or of a new one, once somebody has said so twice. */
export function AddToDashboard({ tile, onClose }: AddToDashboardProps) {
  const { t } = useSpeech();
  const [write, setWrite] = useState<Write>();
  const asked = useAnswer('dashboards', async (signal) => {
    const all: Dashboard[] = [];
    for await (const one of server.each.listDashboards({}, { signal })) all.push(one);
    return all;
  });
  // Two dialogs would be over each other: the second takes the place of the first.
  if (write !== undefined) return <ConfirmedWrite write={write} onClose={onClose} />;
  return (
    <Panel title={t('dashboard.add.to')} kind="middle" onClose={onClose}>
      <Said asked={asked}>
        {(dashboards) => (
          <Where
            dashboards={dashboards}
            tile={tile}
            onChosen={(id, body) => {
              const send = () => server.setDashboard(id, body);
              const leadsTo = { href: `/dashboards/${encodeURIComponent(id)}`, title: body.title };
              setWrite({ title: t('dashboard.add.to'), body: { id, ...body }, leadsTo, send });
            }}
          />
        )}
      </Said>
    </Panel>
  );
}

interface WhereProps extends Pick<AddToDashboardProps, 'tile'> {
  readonly dashboards: readonly Dashboard[];
  readonly onChosen: (id: string, body: SetDashboard) => void;
}

function Where({ dashboards, tile, onChosen }: WhereProps) {
  const { t } = useSpeech();
  const [chosen, setChosen] = useState(dashboards[0]?.id ?? '');
  const [title, setTitle] = useState('');
  const [width, setWidth] = useState('6');
  const [height, setHeight] = useState('4');
  const [error, setError] = useState<unknown>();
  const choose = async (): Promise<void> => {
    const sized = { ...tile, width: Number(width), height: Number(height) };
    setError(undefined);
    try {
      // As it is now: the list may have been read a while ago.
      if (chosen !== '') onChosen(chosen, withTile(await server.showDashboard(chosen), sized));
      else onChosen(idOf(title) === '' ? newId('dashboard') : idOf(title), { title, tiles: [sized], ifMatch: 0 });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Form
      onSubmit={() => {
        void choose();
      }}
    >
      <Select
        label={t('dashboard.which')}
        value={chosen}
        options={[...dashboards.map((one) => [one.id, one.title] as const), ['', t('dashboard.new')]]}
        onChange={setChosen}
      />
      {chosen === '' && <TextField label={t('title')} value={title} onChange={setTitle} />}
      <Select label={t('dashboard.width')} value={width} options={WIDTHS.map((n) => [n, n])} onChange={setWidth} />
      <Select label={t('dashboard.height')} value={height} options={HEIGHTS.map((n) => [n, n])} onChange={setHeight} />
      <button type="submit" class="primary">
        {t('dashboard.add')}
      </button>
      {error !== undefined && <Failed error={error} />}
    </Form>
  );
}
