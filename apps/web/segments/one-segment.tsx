import { useState } from 'preact/hooks';
import type { Customers, Segment, SegmentSize } from '#client/index.js';
import { withParameters, type Address } from '../address.js';
import { Paged, usePages } from '../asking/pages.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { clocksIn, searchWith } from '../book/clocks.js';
import { Chart } from '../charts/chart.js';
import { CustomerRows } from '../customers/customer-rows.js';
import { AnswerTable } from '../parts/answer-table.js';
import { ClockControls } from '../parts/clock-controls.js';
import { useWrite } from '../settings/use-write.js';
import { SegmentForm } from './segment-form.js';
import { useSegmentTexts } from './segment-texts.js';
import { sizeShown } from './size-shown.js';

interface OneSegmentProps {
  readonly id: string;
  readonly address: Address;
}

const PAGE = 50;

/** A segment: its rule, how it grew and shrank, and who is in it on a day; or the form to change it. */
export function OneSegment({ id, address }: OneSegmentProps) {
  const said = useSegmentTexts();
  const [isRetired, setIsRetired] = useState(false);
  const isChanged = address.search.has('change');
  const asked = useAnswer(`${id} ${String(isChanged)}`, (signal) => server.showSegment(id, {}, { signal }));
  const { begin, dialog } = useWrite(() => setIsRetired(true), asked.again);
  if (isRetired)
    return (
      <section>
        <h1>{said('segments')}</h1>
        <p role="status">
          {said('retired')} <a href="/segments">{said('all')}</a>
        </p>
      </section>
    );
  const retire = ({ title, version }: Segment): void => {
    const send = () => server.retireSegment(id, { ifMatch: version });
    const now = (signal: AbortSignal) => server.showSegment(id, {}, { signal });
    begin({ title: said('retire.of', { title }), body: { id, version }, send, now });
  };
  return (
    <>
      <Said asked={asked}>
        {(segment) =>
          isChanged ? (
            <SegmentForm key={segment.version} segment={segment} address={address} />
          ) : (
            <Shown segment={segment} address={address} onRetire={() => retire(segment)} />
          )
        }
      </Said>
      {dialog}
    </>
  );
}

interface ShownProps {
  readonly segment: Segment;
  readonly address: Address;
  readonly onRetire: () => void;
}

function Shown({ segment: { id, title, rule, description, version }, address, onRetire }: ShownProps) {
  const said = useSegmentTexts();
  const clocks = clocksIn(address);
  return (
    <>
      <div class="place-head">
        <h1>{title}</h1>
        <p class="fine">
          {description ?? ''} <code>{rule}</code> {said('version', { version })} · <a href="/segments">{said('all')}</a>
        </p>
      </div>
      <div class="actions">
        <a class="button" href={withParameters(address, { change: '1' })}>
          {said('change')}
        </a>
        <button type="button" onClick={onRetire}>
          {said('retire')}
        </button>
      </div>
      <ClockControls address={address} />
      <Size id={id} version={version} clocks={clocks} />
      <Members id={id} version={version} clocks={clocks} />
    </>
  );
}

interface OfSegmentProps extends Pick<Segment, 'id' | 'version'> {
  readonly clocks: ReturnType<typeof clocksIn>;
}

function Size({ id, version, clocks }: OfSegmentProps) {
  const said = useSegmentTexts();
  const { currency, position } = useBook();
  const asked = useAnswer(JSON.stringify([id, version, clocks]), (signal) =>
    server.showSegmentSize(id, { ...clocks, grain: 'month' }, { signal }),
  );
  const names = {
    ...{ opening: said('opening'), entered: said('entered') },
    ...{ left: said('left'), closing: said('closing') },
  };
  return (
    <section class="card is-wide">
      <header>
        <h2>{said('size')}</h2>
        <p class="fine">{said('size.is')}</p>
      </header>
      <Said asked={asked}>
        {(size: SegmentSize) => {
          const answer = sizeShown(size, names, { currency, position });
          return (
            <>
              <Chart answer={answer} kind="line" metrics={[names.closing]} />
              <AnswerTable answer={answer} caption={said('size')} />
            </>
          );
        }}
      </Said>
    </section>
  );
}

function Members({ id, version, clocks }: OfSegmentProps) {
  const said = useSegmentTexts();
  const pages = usePages<Customers>(JSON.stringify([id, version, clocks]), (cursor, signal) =>
    server.listSegmentMembers(id, { ...clocks, limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{said('members')}</h2>
        <p class="fine">{said('members.are')}</p>
      </header>
      <Paged pages={pages}>
        {(all) => (
          <CustomerRows customers={all.flatMap((page) => page.customers)} search={searchWith(clocks).toString()} />
        )}
      </Paged>
    </section>
  );
}
