package neuratrade.gateway.state;

/** A state topic that its worker has not created yet. */
final class StateTopicMissingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StateTopicMissingException(String topic) {
    super("there is no topic " + topic + " yet");
  }
}
