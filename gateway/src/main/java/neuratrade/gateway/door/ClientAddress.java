package neuratrade.gateway.door;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a client is. The peer of the TCP connection says the truth of itself; if it is a
 * trusted proxy, also of the hop before it, and so on backwards. What stands further left was
 * written by nobody who is trusted.
 */
public final class ClientAddress {

  private static final String FORWARDED = "forwarded";
  private static final int NETWORK_BYTES = 8;

  private final Networks trusted;
  private final String header;

  /**
   * @param trusted the proxies
   * @param header the one header that they write: {@code X-Forwarded-For}, or {@code Forwarded} of
   *     RFC 7239
   */
  public ClientAddress(Networks trusted, String header) {
    this.trusted = trusted;
    this.header = header;
  }

  /** The name of the header that is looked at. */
  public String header() {
    return header;
  }

  /**
   * By what the client is counted: its address, or of IPv6 the network that its provider gave it.
   *
   * @param lines the header's, in their order
   */
  public String of(InetAddress peer, List<String> lines) {
    InetAddress client = peer;
    List<String> hops = hops(lines);
    while (!hops.isEmpty() && trusted.contain(client)) {
      InetAddress before = hop(hops.removeLast());
      if (before == null) {
        break;
      }
      client = before;
    }
    return counted(client);
  }

  private static List<String> hops(List<String> lines) {
    List<String> hops = new ArrayList<>();
    for (String line : lines) {
      hops.addAll(List.of(line.split(",", -1)));
    }
    return hops;
  }

  private @Nullable InetAddress hop(String text) {
    String node = text.trim();
    if (header.equalsIgnoreCase(FORWARDED)) {
      node = node(node);
    }
    if (node.startsWith("\"") && node.endsWith("\"") && node.length() > 1) {
      node = node.substring(1, node.length() - 1);
    }
    return Networks.address(withoutPort(node));
  }

  /** The {@code for} of an element such as {@code for="[2001:db8::1]:4711";proto=https}. */
  private static String node(String element) {
    for (String pair : element.split(";", -1)) {
      String trimmed = pair.trim();
      if (trimmed.toLowerCase(Locale.ROOT).startsWith("for=")) {
        return trimmed.substring("for=".length()).trim();
      }
    }
    return "";
  }

  private static String withoutPort(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 ? "" : node.substring(1, end);
    }
    int colon = node.indexOf(':');
    return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
  }

  private static String counted(InetAddress client) {
    byte[] bytes = client.getAddress();
    if (bytes.length <= Integer.BYTES) {
      return client.getHostAddress();
    }
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < NETWORK_BYTES; i += 2) {
      network.append(Integer.toHexString(((bytes[i] & 0xFF) << Byte.SIZE) | (bytes[i + 1] & 0xFF)));
      network.append(':');
    }
    return network.append(":/64").toString();
  }
}
