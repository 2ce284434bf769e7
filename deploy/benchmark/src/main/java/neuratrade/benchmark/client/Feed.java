package neuratrade.benchmark.client;

/** What has a server send. */
interface Feed extends AutoCloseable {

  /** Makes so many messages due on every channel, all at once. */
  void send(int burst);

  @Override
  void close();
}
