/** The service definitions and messages generated inside the client's own package. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const generated = (name) => require(`@eventstore/db-client/generated/${name}.js`);

export const { StreamsService } = generated('streams_grpc_pb');
export const { ServerFeaturesService } = generated('serverfeatures_grpc_pb');
export const { GossipService } = generated('gossip_grpc_pb');
export const streams = generated('streams_pb');
export const shared = generated('shared_pb');
export const status = generated('status_pb');
export const features = generated('serverfeatures_pb');
export const gossip = generated('gossip_pb');
export const { Any } = require('google-protobuf/google/protobuf/any_pb.js');
export const { Empty } = require('google-protobuf/google/protobuf/empty_pb.js');
