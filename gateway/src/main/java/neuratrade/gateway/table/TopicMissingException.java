package neuratrade.gateway.table;

/** A topic that nobody has created yet. */
final class TopicMissingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TopicMissingException(String topic) {
    super("there is no topic " + topic + " yet");
  }
}
