import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import { busContract } from '#testing/bus.contract.js';

busContract('in-process', async () => new InProcessBus());
