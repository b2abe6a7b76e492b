import type { Desk } from '#ledger/command-type.js';
import type { Ledger, Recording } from '#ledger/ledger.js';

/** Runs what reads and changes streams at the desk that commands are decided at, by the clock that facts are recorded by. */
export async function atDesk<Done>(
  ledger: Pick<Ledger, 'take'>,
  run: (desk: Desk) => Promise<Done>,
  how?: Recording,
): Promise<Done> {
  const found: Done[] = [];
  const record = async (_data: unknown, desk: Desk) => {
    found.push(await run(desk));
    return { id: '', position: 0, duplicate: true };
  };
  await ledger.take({ record }, {}, how);
  return found[0] as Done;
}
