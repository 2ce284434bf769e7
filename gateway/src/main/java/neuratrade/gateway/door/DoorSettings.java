package neuratrade.gateway.door;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The bounds that are kept at the door.
 *
 * @param subject connections of one subject
 * @param address connections of one address
 * @param second connections that may come in a second
 * @param origins from which pages browsers may connect
 * @param proxies the networks of trusted proxies
 * @param header in which they say where a client is
 * @param requestWithin how long a TCP connection may be without a whole request
 */
public record DoorSettings(
    int subject,
    int address,
    int second,
    Set<String> origins,
    List<String> proxies,
    String header,
    Duration requestWithin) {

  private static final Set<String> HEADERS = Set.of("x-forwarded-for", "forwarded");

  public DoorSettings {
    origins = Set.copyOf(origins);
    proxies = List.copyOf(proxies);
    require(subject > 0, "connections-per-subject", "must be at least 1");
    require(address > 0, "connections-per-address", "must be at least 1");
    require(second > 0, "connections-per-second", "must be at least 1");
    require(
        HEADERS.contains(header.toLowerCase(Locale.ROOT)),
        "proxy-header",
        "must be X-Forwarded-For or Forwarded");
    require(requestWithin.isPositive(), "request-within", "must be longer than zero");
    try {
      Networks unused = Networks.of(proxies);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "neuratrade.gateway.trusted-proxies: " + e.getMessage(), e);
    }
  }

  /** Finds out where clients are. */
  ClientAddress clients() {
    return new ClientAddress(Networks.of(proxies), header);
  }

  private static void require(boolean holds, String key, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException("neuratrade.gateway." + key + " " + sentence);
    }
  }
}
