package neuratrade.benchmark.gateway;

import neuratrade.benchmark.client.Clients.Source;

/** What sends to the clients: our gateway, and what it is compared with. */
enum Server {
  GATEWAY("Gateway", "", Source.KAFKA),
  /** The least that a JVM can do on this transport. */
  BARE_NETTY("Bare Netty", "bare_netty_", Source.TRIGGER),
  /** What one would write otherwise: ws and kafkajs. */
  NODE("Node, ws and kafkajs", "node_", Source.KAFKA);

  final String title;
  final Source source;
  private final String prefix;

  Server(String title, String prefix, Source source) {
    this.title = title;
    this.prefix = prefix;
    this.source = source;
  }

  /** The full name of one of this server's figures under a heading such as {@code burst5.}. */
  String figure(String heading, String name) {
    return "gateway." + heading + prefix + name;
  }
}
