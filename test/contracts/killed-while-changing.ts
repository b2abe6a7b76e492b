import { spawn } from 'node:child_process';

/** Adds one number after another to the list in a register, and says how many there are after each. */
const CHANGES = (file: string) => `
const { SqliteRegister } = await import('#views-sqlite/sqlite-register.js');
const register = SqliteRegister.open(${JSON.stringify(file)}, 'count', { by: [] });
for (;;) {
  const { by } = await register.change(({ by }) => ({ by: [...by, String(by.length)] }));
  process.stdout.write(by.length + '\\n');
}`;

/** A process that changes a register in a file and is killed after some changes. @returns how many it was told are done, of all there are */
export async function killedWhileChanging(file: string): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', CHANGES(file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const before = Promise.withResolvers<undefined>();
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
    if (said.split('\n').length > 5) before.resolve(undefined);
  });
  const gone = new Promise((resolve) => child.once('close', resolve));
  await before.promise;
  child.kill('SIGKILL');
  await gone;
  return Number(said.split('\n').at(-2));
}
