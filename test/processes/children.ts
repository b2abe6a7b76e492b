import { readdirSync, readFileSync } from 'node:fs';

/** What of this machine runs as a child of a process. @param module part of the path of the module that it runs */
export function childrenOf(
  parent: number,
  module: string,
): readonly { readonly pid: number; readonly status: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const isOurs = status.includes(`\nPPid:\t${String(parent)}\n`);
      return isOurs && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(module)
        ? [{ pid: Number(name), status }]
        : [];
    } catch {
      return [];
    }
  });
}

/** Whether a process is there, also one whose parent has gone. */
export function runs(pid: number): boolean {
  try {
    return !/^State:\t[ZX]/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return false;
  }
}
