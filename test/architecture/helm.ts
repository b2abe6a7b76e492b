import { describe, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { loadAll } from 'js-yaml';

const ROOT = new URL('../..', import.meta.url).pathname;
const HELM = process.env['HELM'] ?? `${ROOT}.cache/servers/helm`;
const run = promisify(execFile);

/** Runs suites that need Helm; where there is none they are skipped, saying how to have it. */
export function withHelm(suites: () => void): void {
  if (existsSync(HELM)) {
    suites();
    return;
  }
  const how = `there is no ${HELM}: infra/local/install helm builds it, or HELM names another`;
  process.stderr.write(`skipped, ${how}\n`);
  describe('the chart', () => {
    it.skip(how, () => undefined);
  });
}

export function helm(...args: readonly string[]): Promise<{ stdout: string }> {
  return run(HELM, args, { cwd: ROOT });
}

interface Mount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

interface Probe {
  readonly httpGet?: { readonly scheme: string; readonly path: string; readonly httpHeaders: readonly object[] };
  readonly tcpSocket?: object;
}

interface Container {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
  readonly securityContext: object;
  readonly volumeMounts: readonly Mount[];
  readonly readinessProbe: Probe;
}

export interface Pod {
  readonly securityContext: object;
  readonly containers: readonly [Container];
  readonly volumes: readonly { readonly name: string; readonly secret?: { readonly secretName: string } }[];
}

export interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly replicas: number;
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: { readonly metadata: { readonly labels: object }; readonly spec: Pod };
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
  };
}

/** What the chart makes of values. @param values as `--set` takes them */
export async function rendered(...values: readonly string[]): Promise<readonly Rendered[]> {
  const sets = values.flatMap((value) => ['--set', value]);
  const { stdout } = await helm('template', 'shop', 'infra/helm', '--kube-version', '1.30.0', ...sets);
  return loadAll(stdout).filter((one) => one !== null && one !== undefined) as Rendered[];
}
