import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KafkaConnection } from '#bus-kafka/connection.js';
import { pemIn, type PemKind } from './pem-files.js';
import { checked, given, oneOf, secretOf, SettingsError, type Environment } from './setting-values.js';

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
const FILES = ['KAFKA_TLS_CA_FILE', 'KAFKA_TLS_CERT_FILE', 'KAFKA_TLS_KEY_FILE'];
const VARIABLES = ['KAFKA_TLS', ...FILES, 'KAFKA_SASL'];
const BROKERS = /^[^,\s]+:\d+(,[^,\s]+:\d+)*$/;

/** How the brokers are reached: where, under which certificates, as whom. @throws SettingsError */
export function readKafka(env: Environment): KafkaConnection {
  // A misspelt one would silently leave the connection open.
  for (const name of Object.keys(env))
    if (/^KAFKA_(TLS|SASL)/.test(name) && !VARIABLES.includes(name))
      throw new SettingsError(name, `there is no such setting; there are ${VARIABLES.join(', ')}`);
  const brokers = checked(
    env,
    'KAFKA_BROKERS',
    '',
    (value) => BROKERS.test(value),
    'host:port, several with commas, with TALLY_LOG=eventstoredb or a topic',
  );
  const tls = readTls(env);
  const sasl = readSasl(env);
  if (sasl?.mechanism === 'plain' && tls === undefined && env['KAFKA_TLS'] !== 'off')
    throw new SettingsError(
      'KAFKA_SASL',
      'plain sends the password as it is: set KAFKA_TLS=on, or KAFKA_TLS=off to say that this is wanted',
    );
  return { brokers: brokers.split(','), ...(tls && { tls }), ...(sasl && { sasl }) };
}

/** TLS is on where it is said or a certificate is named; without a CA those that Node trusts are trusted. */
function readTls(env: Environment): KafkaConnection['tls'] {
  const named = FILES.filter((name) => given(env, name) !== undefined);
  const isOn = oneOf(env, 'KAFKA_TLS', named.length > 0 ? 'on' : 'off', ['on', 'off']) === 'on';
  if (!isOn && named.length > 0)
    throw new SettingsError('KAFKA_TLS', `off with ${named.join(', ')}: leave one of them out`);
  if (!isOn) return undefined;
  const ca = pemOf(env, 'KAFKA_TLS_CA_FILE', 'certificate');
  const cert = pemOf(env, 'KAFKA_TLS_CERT_FILE', 'certificate');
  const key = pemOf(env, 'KAFKA_TLS_KEY_FILE', 'key');
  if ((cert === undefined) !== (key === undefined))
    throw new SettingsError('KAFKA_TLS_CERT_FILE', 'it goes together with KAFKA_TLS_KEY_FILE: name both or neither');
  if (cert !== undefined && key !== undefined && !new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
    throw new SettingsError('KAFKA_TLS_KEY_FILE', 'it is not the key of the certificate in KAFKA_TLS_CERT_FILE');
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function readSasl(env: Environment): KafkaConnection['sasl'] {
  const username = given(env, 'KAFKA_USERNAME');
  const password = secretOf(env, 'KAFKA_PASSWORD');
  if (given(env, 'KAFKA_SASL') === undefined) {
    if (username === undefined && password === undefined) return undefined;
    throw new SettingsError(
      'KAFKA_SASL',
      `with KAFKA_USERNAME or a password it must be one of ${MECHANISMS.join(', ')}`,
    );
  }
  const mechanism = oneOf(env, 'KAFKA_SASL', 'plain', MECHANISMS);
  if (username === undefined) throw new SettingsError('KAFKA_USERNAME', 'with KAFKA_SASL it must be set');
  if (password === undefined)
    throw new SettingsError('KAFKA_PASSWORD_FILE', 'with KAFKA_SASL it, or KAFKA_PASSWORD, must be set');
  return { mechanism, username, password };
}

function pemOf(env: Environment, name: string, kind: PemKind): string | undefined {
  const path = given(env, name);
  return path === undefined ? undefined : pemIn(name, path, kind);
}
