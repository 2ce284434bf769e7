package neuratrade.gateway.door;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  private static final Networks TRUSTED = Networks.of(List.of("10.0.0.0/8", "fd00::/8"));

  private final ClientAddress listed = new ClientAddress(TRUSTED, "X-Forwarded-For");
  private final ClientAddress forwarded = new ClientAddress(TRUSTED, "Forwarded");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7 | 198.51.100.1 | 203.0.113.7", // not a proxy of ours: what it says is nothing
        "10.1.2.3 | '' | 10.1.2.3",
        "10.1.2.3 | 198.51.100.1 | 198.51.100.1",
        "10.1.2.3 | 198.51.100.1:4711 | 198.51.100.1",
        "10.1.2.3 | 192.0.2.9, 198.51.100.1 | 198.51.100.1", // the client wrote the first itself
        "10.1.2.3 | 192.0.2.9, 198.51.100.1, 10.9.9.9 | 198.51.100.1", // two proxies of ours
        "10.1.2.3 | 10.7.7.7, 10.8.8.8 | 10.7.7.7",
        "10.1.2.3 | 198.51.100.1, nonsense | 10.1.2.3",
        "10.1.2.3 | 198.51.100.1, unknown, 10.9.9.9 | 10.9.9.9",
        "10.1.2.3 | localhost | 10.1.2.3", // a name is never looked up
        "fd00::1 | 2001:db8:1:2:3:4:5:6 | 2001:db8:1:2::/64",
        "10.1.2.3 | [2001:db8:1:2::9]:443 | 2001:db8:1:2::/64",
        "::ffff:203.0.113.7 | '' | 203.0.113.7",
      })
  void isWhatTheNearestTrustedProxySays(String peer, String header, String client) {
    assertThat(listed.of(address(peer), header.isEmpty() ? List.of() : List.of(header)))
        .isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=198.51.100.1 | 198.51.100.1",
        "For=\"198.51.100.1:80\";proto=https;by=203.0.113.43 | 198.51.100.1",
        "proto=https;for=\"[2001:db8:1:2::9]:4711\" | 2001:db8:1:2::/64",
        "for=192.0.2.43, for=198.51.100.1 | 198.51.100.1",
        "for=192.0.2.43, for=_hidden | 10.1.2.3",
        "for=192.0.2.43, proto=https | 10.1.2.3",
      })
  void isReadFromTheStandardHeaderToo(String header, String client) {
    assertThat(forwarded.of(address("10.1.2.3"), List.of(header))).isEqualTo(client);
  }

  @Test
  void severalLinesAreOneList() {
    assertThat(listed.of(address("10.1.2.3"), List.of("192.0.2.9", "198.51.100.1, 10.1.1.1")))
        .isEqualTo("198.51.100.1");
  }

  @Test
  void nobodyIsTrustedByDefault() {
    ClientAddress clients = new ClientAddress(Networks.of(List.of()), "X-Forwarded-For");

    assertThat(clients.of(address("127.0.0.1"), List.of("198.51.100.1"))).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0/8/8", "example.com/8"})
  void whatIsNoNetworkIsNamed(String text) {
    assertThatThrownBy(() -> Networks.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  private static InetAddress address(String text) {
    return requireNonNull(Networks.address(text));
  }
}
