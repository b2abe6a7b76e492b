import { readFileSync } from 'node:fs';
import type { KafkaConnection } from '#bus-kafka/connection.js';
import type { Doors } from './doors.js';
import { optionsOf } from './store-address.js';

/** Of an address that `store-address` has found to be right. */
const PARTS = /^([\w+]+):\/\/(?:[^@/]*@)?([^/?]+)/;

/** Where EventStoreDB is; its driver speaks TLS unless it is told not to. @param url see `eventStoreUrl` */
export function doorsOfLog(url: string): Doors {
  const { hosts, option } = partsOf(url, 2113);
  const [ca, cert, key] = ['tlsCAFile', 'userCertFile', 'userKeyFile'].map((name) => fileAt(option(name)));
  return {
    store: 'EventStoreDB',
    setting: 'EVENTSTORE_URL',
    hosts,
    tls: option('tls') === 'false' ? undefined : { ca, cert, key },
    how: {
      on: 'leave tls=false out of it, and name the authority of the certificate as tlsCAFile',
      off: 'add tls=false to it',
      authority: 'the option tlsCAFile of EVENTSTORE_URL',
    },
  };
}

/** Where MongoDB is; none where the hosts are to be asked of DNS. @param uri see `mongoUri` */
export function doorsOfViews(uri: string): Doors {
  const { scheme, hosts, option } = partsOf(uri, 27_017);
  const secure = [option('tls'), option('ssl')].includes('true');
  const trustsAll = [option('tlsInsecure'), option('tlsAllowInvalidCertificates')].includes('true');
  const [ca, own] = ['tlsCAFile', 'tlsCertificateKeyFile'].map((name) => fileAt(option(name)));
  return {
    store: 'MongoDB',
    setting: 'MONGODB_URI',
    hosts: scheme === 'mongodb' && !trustsAll ? hosts : [],
    tls: secure ? { ca, cert: own, key: own } : undefined,
    how: {
      on: 'add tls=true to it, and name the authority of the certificate as tlsCAFile',
      off: 'leave tls=true out of it',
      authority: 'the option tlsCAFile of MONGODB_URI',
    },
  };
}

export function doorsOfBus({ brokers, tls }: KafkaConnection): Doors {
  return {
    store: 'Kafka',
    setting: 'KAFKA_TLS',
    hosts: brokers.map((broker) => hostOf(broker, 9092)),
    tls,
    how: {
      on: 'set KAFKA_TLS=on, and name the authority of the certificate in KAFKA_TLS_CA_FILE',
      off: 'leave it and the settings KAFKA_TLS_… out',
      authority: 'KAFKA_TLS_CA_FILE',
    },
  };
}

function partsOf(address: string, port: number) {
  const [, scheme = '', hosts = ''] = PARTS.exec(address) ?? [];
  const options = optionsOf(address);
  return {
    scheme,
    hosts: hosts.split(',').map((host) => hostOf(host, port)),
    option: (name: string) => options.get(name.toLowerCase()),
  };
}

function hostOf(text: string, port: number) {
  const [, host = '', given] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(text) ?? [];
  return { host, port: given === undefined ? port : Number(given) };
}

/** What is not there its driver complains of. */
function fileAt(path: string | undefined): Buffer | undefined {
  try {
    return path === undefined ? undefined : readFileSync(path);
  } catch {
    return undefined;
  }
}
