package neuratrade.benchmark.client;

/** What is sent: notifications whose values are of 300 bytes, and the frames around them. */
public final class Payload {

  public static final int BYTES = 300;

  private static final String VALUE =
      """
      {"id":"risk.events-3-1842-0","cause":"e-77120","type":"risk.halt","channel":"%s","severity":"critical",\
      "title":"Trading halted","message":"%s","occurred_at":"2026-11-23T09:30:00Z",\
      "data":{"drawdown":"0.1520","peak":"1000","equity":"848"}}\
      """;

  private Payload() {}

  /** The value of a notification on {@code channel}, in ASCII. */
  public static String value(String channel) {
    int rest = BYTES - VALUE.formatted(channel, "").length();
    return VALUE.formatted(channel, ".".repeat(rest));
  }

  /** The message around it, as long as the gateway's. */
  public static String message(String channel) {
    return "{\"type\":\"notification\",\"channel\":\"%s\",\"cursor\":\"7.1842-5f0c1a2b\",\"data\":%s}"
        .formatted(channel, value(channel));
  }
}
