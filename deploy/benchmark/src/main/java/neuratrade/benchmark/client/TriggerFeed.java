package neuratrade.benchmark.client;

/**
 * Asks the bare server, which has its frames already, through the first client's connection, once
 * Kafka has taken the messages: it knows nothing of Kafka, but works on the same machine beside a
 * broker that does the same.
 */
record TriggerFeed(Crowd crowd, KafkaFeed beside) implements Feed {

  @Override
  public void send(int burst) {
    beside.send(burst);
    crowd.client(0).say(Integer.toString(burst));
  }

  @Override
  public void close() {
    beside.close();
  }
}
