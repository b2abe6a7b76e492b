import { describe, expect, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { VERSIONS, type Seen, type Standing } from './due.js';
import { publicationOf, retiredOf, unneeded, type Happening } from './state.js';

const at = '2024-03-01T00:00:00.000Z';
const later = '2024-03-02T00:00:00.000Z';

/** A log of 1,000 positions without a publication, looked at by a process that has been at work for some time. */
function seen(standings: Readonly<Record<string, Standing>> = {}, more: Partial<Seen> = {}): Seen {
  return {
    ...{ at: later, prefix: 'book-b.v', newest: 0, tail: 1_000, near: 100, nearServed: 100 },
    ...{ isUnused: false, isFirstLook: false, isRebuildWanted: false },
    standings: new Map(Object.entries(standings).map(([name, standing]) => [named(name), standing])),
    ...more,
  };
}
const named = (short: string): string => `book-b.v${short}`;
const begun = (short: string, goal = 0): Happening => ({ type: 'Begun', name: named(short), goal, at });
const switched = (short: string): Happening => ({ type: 'Switched', name: named(short), at });
const now = (happening: Happening): Happening => ({ ...happening, at: later }) as Happening;
const setAside = (short: string, why: string, goal = 1_000): Happening => {
  return { type: 'SetAside', name: named(short), why, goal, at: later };
};
const current = (position?: number): Standing =>
  position === undefined ? { kind: 'current' } : { kind: 'current', position };
const OTHER_LOG: Standing = { kind: 'useless', why: 'another log' };
const STILL: Standing = { kind: 'still' };

describe('versions of read models', () => {
  it('begin with one that is served at once where there is nothing to count yet', () => {
    const { state, when } = given(VERSIONS);
    when(seen({}, { isUnused: true, tail: 5 })).yields(now(begun('0.1')));
    expect(VERSIONS.evolve(state, begun('0.1'))).toMatchObject({ served: named('0.1'), generation: 1 });
  });

  it('begin with one that is not served before it covers what the log has', () => {
    given(VERSIONS)
      .when(seen())
      .yields(now(begun('0.1', 1_000)));
    given(VERSIONS, begun('0.1', 1_000))
      .when(seen({ '0.1': current(999) }))
      .yields();
    given(VERSIONS, begun('0.1', 1_000))
      .when(seen({ '0.1': current(1_000) }))
      .yields(now(switched('0.1')));
  });

  it('wait for one that was begun on a log which has grown much since', () => {
    const building = given(VERSIONS, begun('0.1', 1_000));
    building.when(seen({ '0.1': current(1_000) }, { tail: 1_101 })).yields();
    building.when(seen({ '0.1': current(1_001) }, { tail: 1_101 })).yields(now(switched('0.1')));
  });

  it('stay as they are while all is well', () => {
    given(VERSIONS, begun('0.1'))
      .when(seen({ '0.1': current(7) }))
      .yields();
  });

  it('go on with one of their own for a publication, which is served when it shows no less', () => {
    const served = given(VERSIONS, begun('0.1'));
    served.when(seen({ '0.1': current(1_000) }, { newest: 900 })).yields(now(begun('900.2')));
    const building = given(VERSIONS, begun('0.1'), begun('900.2'));
    const look = (shown: number, made: number) =>
      seen({ '0.1': current(shown), '900.2': current(made) }, { newest: 900 });
    building.when(look(1_000, 899)).yields();
    building.when(look(1_000, 900)).yields(now(switched('900.2')));
    // What was known before the publication is told by the one before.
    building.when(look(898, 898)).yields();
    building.when(look(899, 899)).yields(now(switched('900.2')));
  });

  it('change over only to one that shows no less, where a process that starts then is to show no less', () => {
    const building = given(VERSIONS, begun('0.1'), begun('0.2'));
    const look = (made: number) => seen({ '0.1': current(1_000), '0.2': current(made) }, { nearServed: 0 });
    building.when(look(999)).yields();
    building.when(look(1_000)).yields(now(switched('0.2')));
  });

  it('do not wait for one that a later publication made out of date', () => {
    const { when } = given(VERSIONS, begun('0.1'), begun('900.2'));
    when(seen({ '0.1': current(1_000), '900.2': current(10) }, { newest: 950 })).yields(now(begun('950.3')));
  });

  it('are built anew when somebody wants it, once for all where none may answer anyway', () => {
    const wanted = { isRebuildWanted: true };
    given(VERSIONS, begun('0.1'))
      .when(seen({ '0.1': current(1_000) }, wanted))
      .yields(now(begun('0.2')));
    given(VERSIONS, begun('0.1', 1_000))
      .when(seen({ '0.1': current(3) }, wanted))
      .yields();
  });

  it('that are of another log answer nothing from then on, and another one does when it covers this log', () => {
    const served = given(VERSIONS, begun('0.1'));
    served.when(seen({ '0.1': OTHER_LOG })).yields(setAside('0.1', 'another log'), now(begun('0.2', 1_000)));
    const left = given(VERSIONS, begun('0.1'), setAside('0.1', 'another log'), begun('0.2', 1_000));
    expect(left.state).toEqual({
      next: named('0.2'),
      goal: 1_000,
      retired: [],
      abandoned: [{ name: named('0.1'), at: later }],
      generation: 2,
    });
    left.when(seen({ '0.2': current(0) })).yields();
    left.when(seen({ '0.2': current(1_000) })).yields(now(switched('0.2')));
  });

  it('leave one that is being built where only that one is of another log', () => {
    const { when } = given(VERSIONS, begun('0.1'), begun('0.2'));
    when(seen({ '0.1': current(500), '0.2': OTHER_LOG })).yields(setAside('0.2', 'another log'));
  });

  it('that are no more served need all of the log in the next one, however near it was', () => {
    const { state } = given(VERSIONS, begun('0.1'), begun('0.2'), setAside('0.1', 'another log'));
    expect(state).toMatchObject({ next: named('0.2'), goal: 1_000 });
    expect('served' in state).toBe(false);
  });

  it('of the past are left too where they are of another log', () => {
    const { when, state } = given(VERSIONS, begun('0.1'), begun('900.2'), switched('900.2'));
    when(seen({ '0.1': OTHER_LOG, '900.2': current(950) }, { newest: 900 })).yields(setAside('0.1', 'another log'));
    expect(VERSIONS.evolve(state, setAside('0.1', 'another log'))).toMatchObject({
      retired: [],
      served: named('900.2'),
    });
  });

  it('of another release answer until others are built, as the process started last says', () => {
    const served = given(VERSIONS, begun('0.1'));
    served.when(seen({ '0.1': STILL })).yields();
    served.when(seen({ '0.1': STILL }, { isFirstLook: true })).yields(now(begun('0.2', 1_000)));
    const building = given(VERSIONS, begun('0.1'), begun('0.2', 1_000));
    building.when(seen({ '0.1': STILL, '0.2': current(999) })).yields();
    building.when(seen({ '0.1': STILL, '0.2': current(1_000) })).yields(now(switched('0.2')));
  });

  it('of a later release are left to that', () => {
    const newer: Standing = { kind: 'newer' };
    const look = { isFirstLook: true, isRebuildWanted: true, newest: 900 };
    given(VERSIONS, begun('0.1'))
      .when(seen({ '0.1': newer }, look))
      .yields();
    given(VERSIONS, begun('0.1'), begun('0.2'))
      .when(seen({ '0.1': STILL, '0.2': newer }, look))
      .yields();
  });

  it('that somebody else has begun meanwhile are not judged', () => {
    given(VERSIONS, begun('0.1'), begun('0.2'))
      .when(seen({ '0.1': current(1_000) }, { newest: 900 }))
      .yields();
    given(VERSIONS, begun('0.1'))
      .when(seen({}, { newest: 900 }))
      .yields();
    // How far it has come, somebody else knows.
    given(VERSIONS, begun('0.1'), begun('0.2'))
      .when(seen({ '0.1': current(1_000), '0.2': current() }))
      .yields();
  });

  it('that were left are needed no more after a while, but for those that a question about the past can reach', () => {
    const { state } = given(
      VERSIONS,
      begun('0.1'),
      begun('900.2'),
      switched('900.2'),
      begun('900.3'),
      switched('900.3'),
    );
    const soon = Date.parse(later);
    expect(unneeded(state, [], Date.parse(at))).toEqual([]);
    expect(unneeded(state, [0], soon)).toEqual([named('900.2')]);
    expect([retiredOf(state, 0), retiredOf(state, 7), publicationOf(named('900.3'))]).toEqual([
      named('0.1'),
      undefined,
      900,
    ]);
    const after = VERSIONS.evolve(state, { type: 'Forgotten', name: named('0.1') });
    expect(unneeded(after, [0], soon)).toEqual([named('900.2')]);
  });
});
