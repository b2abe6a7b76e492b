import { describe, expect, it } from '@jest/globals';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Reading } from './connections.js';
import type { State } from './state.js';

/** A connection whose statement gives what it has so far when it is interrupted, as a result that is being fetched does. */
function brokenOff() {
  const interrupted = Promise.withResolvers<undefined>();
  const connection = { interrupt: () => interrupted.resolve(undefined) } as unknown as DuckDBConnection;
  const usable: boolean[] = [];
  const reading = new Reading(connection, {} as State, (isUsable) => usable.push(isUsable));
  const work = async (): Promise<string> => {
    await interrupted.promise;
    return 'some of the rows';
  };
  return { reading, work, usable };
}

describe('what is asked of facts', () => {
  it('is no answer where nobody waits any more, even if the statement ends well', async () => {
    const { reading, work, usable } = brokenOff();
    const gone = (): void => {
      throw new Error('nobody waits');
    };
    await expect(reading.ask(work, gone)).rejects.toThrow('nobody waits');
    await reading.end();
    expect(usable).toEqual([false]);
  });

  it('is no answer where the file is closed meanwhile', async () => {
    const { reading, work, usable } = brokenOff();
    const asked = expect(reading.ask(work)).rejects.toMatchObject({ code: 'views-unavailable' });
    await reading.abort();
    await asked;
    expect(usable).toEqual([false]);
  });
});
