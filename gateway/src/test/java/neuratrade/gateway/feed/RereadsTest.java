package neuratrade.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import neuratrade.gateway.hub.History.Wanted;
import neuratrade.gateway.hub.Share;
import org.junit.jupiter.api.Test;

class RereadsTest {

  private static final Wanted WANTED = new Wanted("a", 0, 0, 0, 10, Set.of("risk:42"));

  @Test
  void whoAsksForEverMoreLeavesPlacesForOthersAndHasThemBackInTheEnd() {
    Share share = new Share();
    List<Asker> greedy = Stream.generate(() -> new Asker(share)).limit(20_000).toList();
    Asker other = new Asker();
    try (Rereads rereads = rereads("127.0.0.1:1")) {
      greedy.forEach(each -> rereads.read(WANTED, each));
      rereads.read(WANTED, other);

      assertThat(greedy).filteredOn(each -> !each.ended).hasSize(1_111);
      assertThat(other.ended).isFalse();
    }
    assertThat(greedy).allMatch(Asker::isRefused);
    assertThat(other.isRefused()).isTrue();
    assertThat(share.places()).hasValue(0);
  }

  @Test
  void whoCannotBeServedIsToldSo() {
    try (Rereads rereads = rereads("nowhere")) {
      Asker asker = new Asker();

      rereads.read(WANTED, asker);

      await().atMost(Duration.ofSeconds(30)).until(asker::isRefused);
    }
  }

  /** From brokers that do not answer. */
  private static Rereads rereads(String servers) {
    return new Rereads(
        Map.of("bootstrap.servers", servers), "notifications", new SimpleMeterRegistry());
  }
}
