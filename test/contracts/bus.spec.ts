import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import { KafkaBus } from '#bus-kafka/kafka-bus.js';
import { nextEventId } from '#kernel/event-ids.js';
import { busContract } from '#testing/bus.contract.js';
import { withServer } from './with-server.js';

busContract('in-process', async () => new InProcessBus());

withServer('KAFKA_BROKERS', (brokers) =>
  busContract(
    'kafka',
    async () => {
      const topic = `test-${nextEventId()}`;
      return new KafkaBus({
        connection: { brokers: brokers.split(',') },
        topic,
        partitions: 3,
        maxLag: 20_000,
        key: 'of these tests alone',
      });
    },
    3_000,
  ),
);
