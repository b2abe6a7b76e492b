import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import { KafkaBus } from '#bus-kafka/kafka-bus.js';
import { nextEventId } from '#kernel/event-ids.js';
import { busContract } from '#testing/bus.contract.js';
import { withServer } from './with-server.js';

busContract('in-process', async () => new InProcessBus());

withServer('KAFKA_BROKERS', (brokers) =>
  busContract(
    'kafka',
    async () => new KafkaBus({ brokers: brokers.split(','), topic: `test-${nextEventId()}`, partitions: 3 }),
    'Kafka keeps on disk what consumers have not taken',
  ),
);
