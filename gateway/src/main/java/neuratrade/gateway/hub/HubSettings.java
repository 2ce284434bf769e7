package neuratrade.gateway.hub;

import java.time.Duration;

/**
 * The bounds that the hub keeps.
 *
 * @param authenticateWithin from opening to a valid token
 * @param tokenGrace from a token's expiry to the close
 * @param pingEvery how often a client is asked for a sign of life
 * @param pongWithin how long it may take to give one
 * @param closeWithin from a close frame to the end of the TCP connection
 * @param queueBytes what may wait for one client
 * @param connections of this gateway
 * @param channels of one connection
 * @param connectionAge about how long a connection lives at most
 * @param slowWithin how long nothing may leave while something waits for a client
 * @param ringBytes what the newest records may take that are kept for clients who come back
 * @param ringAge how old these are at most
 * @param knownChannels of how many channels it is known where their newest record is
 * @param requests of one connection in a second
 */
public record HubSettings(
    Duration authenticateWithin,
    Duration tokenGrace,
    Duration pingEvery,
    Duration pongWithin,
    Duration closeWithin,
    long queueBytes,
    int connections,
    int channels,
    Duration connectionAge,
    Duration slowWithin,
    long ringBytes,
    Duration ringAge,
    int knownChannels,
    int requests) {

  public HubSettings {
    positive("authenticate-within", authenticateWithin);
    positive("ping-every", pingEvery);
    positive("pong-within", pongWithin);
    positive("close-within", closeWithin);
    require(!tokenGrace.isNegative(), "token-grace", "must not be negative");
    require(
        pongWithin.compareTo(pingEvery) <= 0,
        "pong-within",
        "must not be longer than neuratrade.gateway.ping-every");
    require(queueBytes >= 1024, "queue-bytes", "must be at least 1024");
    require(connections > 0, "connections", "must be at least 1");
    require(channels > 0, "channels", "must be at least 1");
    positive("connection-age", connectionAge);
    positive("slow-within", slowWithin);
    require(ringBytes >= 1024, "ring-bytes", "must be at least 1024");
    positive("ring-age", ringAge);
    require(knownChannels > 1, "known-channels", "must be at least 2");
    require(requests > 0, "requests-per-second", "must be at least 1");
  }

  private static void positive(String key, Duration duration) {
    require(duration.isPositive(), key, "must be longer than zero");
  }

  private static void require(boolean holds, String key, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException("neuratrade.gateway." + key + " " + sentence);
    }
  }
}
