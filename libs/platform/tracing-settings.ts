import { checked, given, oneOf, SettingsError, type Environment } from './setting-values.js';

const SAMPLERS = [
  'parentbased_always_on',
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Which requests are traced, and how their spans leave; where they go is read of the same variables by what sends them. */
export interface Tracing {
  readonly sampler: (typeof SAMPLERS)[number];
  /** Of the requests that a ratio decides about, 0 to 1. */
  readonly ratio: number;
  /** Milliseconds for which spans come together. */
  readonly delay: number;
}

const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const PROTOCOLS = ['OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'];
const RATIO = /^(0(\.\d+)?|1(\.0+)?)$/;
const DELAY = /^\d{1,7}$/;

/** By the names that OpenTelemetry gives to settings. @returns undefined where nothing is traced @throws SettingsError */
export function readTracing(env: Environment): Tracing | undefined {
  const endpoint = given(env, ENDPOINT);
  if (endpoint === undefined || env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return undefined;
  for (const name of [ENDPOINT, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']) {
    const { protocol } = URL.parse(given(env, name) ?? endpoint) ?? {};
    if (protocol !== 'http:' && protocol !== 'https:')
      throw new SettingsError(name, 'it must be the URL of a collector such as http://127.0.0.1:4318');
  }
  for (const name of PROTOCOLS)
    if ((given(env, name) ?? 'http/json') !== 'http/json')
      throw new SettingsError(name, 'spans are sent as http/json, which collectors take at their port for HTTP');
  const between = (value: string): boolean => RATIO.test(value);
  return {
    sampler: oneOf(env, 'OTEL_TRACES_SAMPLER', 'parentbased_always_on', SAMPLERS),
    ratio: Number(checked(env, 'OTEL_TRACES_SAMPLER_ARG', '1', between, 'a number from 0 to 1')),
    delay: Number(checked(env, 'OTEL_BSP_SCHEDULE_DELAY', '5000', (value) => DELAY.test(value), 'milliseconds')),
  };
}
