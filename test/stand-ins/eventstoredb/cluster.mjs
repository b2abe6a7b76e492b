/** What a client asks first: which methods there are, and who is in the cluster: this one node, the leader. */
import grpc from '@grpc/grpc-js';
import { features, gossip, shared } from './definitions.mjs';

const METHODS = ['batchappend', 'append', 'read'];

export function supportedMethods(_call, callback) {
  const methods = METHODS.map((name) =>
    new features.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name),
  );
  callback(null, new features.SupportedMethods().setEventStoreServerVersion('23.10.0').setMethodsList(methods));
}

/** @param port asked for when it is needed: it is known once the server listens */
export function gossipRead(port, faults) {
  const answer = (callback) => {
    const member = new gossip.MemberInfo()
      .setInstanceId(new shared.UUID().setString('00000000-0000-0000-0000-000000000002'))
      .setTimeStamp(String(Date.now() * 10_000))
      .setState(gossip.MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port()));
    callback(null, new gossip.ClusterInfo().setMembersList([member]));
  };
  const refuse = (callback) => callback({ code: grpc.status.UNAVAILABLE, details: 'Server Is Not Ready' });
  return (_call, callback) => faults.gossip({ answer: () => answer(callback), refuse: () => refuse(callback) });
}
