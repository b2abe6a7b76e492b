import { describe, expect, it } from '@jest/globals';
import { readTracing } from './tracing-settings.js';

const COLLECTOR = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };

describe('settings of traces', () => {
  it('have nothing traced unless a collector is named, or where all of it is disabled', () => {
    expect(readTracing({ OTEL_TRACES_SAMPLER: 'no such thing' })).toBeUndefined();
    expect(readTracing({ ...COLLECTOR, OTEL_SDK_DISABLED: 'TRUE' })).toBeUndefined();
    expect(readTracing(COLLECTOR)).toEqual({ sampler: 'parentbased_always_on', ratio: 1, delay: 5000 });
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 's3cr3t.example:4317'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 's3cr3t'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'http/protobuf'],
    ['OTEL_TRACES_SAMPLER', 's3cr3t'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
    ['OTEL_BSP_SCHEDULE_DELAY', '-1'],
  ])('refuse %s=%s by its name', (name, value) => {
    expect(() => readTracing({ ...COLLECTOR, [name]: value })).toThrow(`${name} is not possible`);
    expect(() => readTracing({ ...COLLECTOR, [name]: value })).not.toThrow('s3cr3t');
  });
});
