package neuratrade.benchmark.client;

/** Asks the bare server, which has its frames already, through the first client's connection. */
record TriggerFeed(Crowd crowd) implements Feed {

  @Override
  public void send(int burst) {
    crowd.client(0).say(Integer.toString(burst));
  }

  @Override
  public void close() {
    // The crowd ends its clients.
  }
}
