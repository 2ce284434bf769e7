package neuratrade.gateway.door;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Networks, written as {@code 10.0.0.0/8}, {@code fd00::/8} or a single address. */
public final class Networks {

  private final List<IpSubnetFilterRule> rules;

  private Networks(List<IpSubnetFilterRule> rules) {
    this.rules = rules;
  }

  /**
   * @throws IllegalArgumentException saying which text is no network
   */
  public static Networks of(List<String> texts) {
    return new Networks(texts.stream().map(Networks::rule).toList());
  }

  private static IpSubnetFilterRule rule(String text) {
    String[] parts = text.trim().split("/", -1);
    InetAddress address = address(parts[0]);
    if (address == null || parts.length > 2) {
      throw new IllegalArgumentException("'%s' is no network such as 10.0.0.0/8".formatted(text));
    }
    int bits = address.getAddress().length * Byte.SIZE;
    try {
      int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
      return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'%s' has no prefix of 0 to %d".formatted(text, bits), e);
    }
  }

  /** The address that is written there; names are not looked up. Null for what is no address. */
  static @Nullable InetAddress address(String text) {
    return NetUtil.createInetAddressFromIpAddressString(text);
  }

  boolean contain(InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, 0);
    for (IpSubnetFilterRule rule : rules) {
      if (rule.matches(socket)) {
        return true;
      }
    }
    return false;
  }
}
