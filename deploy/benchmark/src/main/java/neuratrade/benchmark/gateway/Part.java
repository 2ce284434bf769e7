package neuratrade.benchmark.gateway;

/** What can be measured by itself. */
public enum Part {
  /** CPU a message beside bare Netty and Node, and latency. */
  FAN_OUT,
  /** What an idle connection weighs. */
  IDLE,
  /** From the event to the client, through the worker and the gateway. */
  END_TO_END,
  /** How long it takes until the clients of a gateway that is killed have resumed at another. */
  RESUME
}
