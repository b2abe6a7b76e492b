import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Address } from '../address.js';
import { later } from '../parts/later.js';
import { Panel } from '../parts/panel.js';
import { useSpeech } from '../page-means.js';
import { DrillContext, type Cell, type Thing } from './drilling.js';

const RecordsBehind = later(async () => (await import('./records-behind.js')).RecordsBehind);
const ThingJournal = later(async () => (await import('./thing-journal.js')).ThingJournal);

interface DrillableProps {
  readonly address: Address;
  readonly children: ComponentChildren;
}

/** Whatever stands in it can show what is behind its figures: first the records, then the journal of one. */
export function Drillable({ address, children }: DrillableProps) {
  const { t, name } = useSpeech();
  const [cell, setCell] = useState<Cell>();
  const [thing, setThing] = useState<Thing>();
  const close = (): void => {
    setCell(undefined);
    setThing(undefined);
  };
  // What is shown is of the place it was opened at: by a link in it, or the way back, somebody is at another.
  useEffect(close, [address]);
  return (
    <DrillContext.Provider value={{ open: setCell, openThing: setThing }}>
      {children}
      {(cell !== undefined || thing !== undefined) && (
        <Panel
          title={cell === undefined ? t('journal.of') : t('behind', { metric: name(cell.metric) })}
          onClose={close}
        >
          {cell !== undefined && thing !== undefined && (
            <button type="button" class="quiet" onClick={() => setThing(undefined)}>
              ← {t('back')}
            </button>
          )}
          {thing !== undefined && <ThingJournal thing={thing} />}
          {cell !== undefined && thing === undefined && <RecordsBehind cell={cell} onThing={setThing} />}
        </Panel>
      )}
    </DrillContext.Provider>
  );
}
