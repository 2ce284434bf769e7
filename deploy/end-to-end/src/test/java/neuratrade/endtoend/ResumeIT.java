package neuratrade.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import neuratrade.endtoend.Followers.Heard;
import neuratrade.pipeline.topic.TopicSetup;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two gateways with hundreds of clients, of which one goes while notifications flow: its clients
 * come again at the other one, and hear all that was told meanwhile.
 */
class ResumeIT {

  private static final int A_SECOND = 200;

  /** Has few clients hear channels of all families. */
  private static final int STRIDE = 7;

  private static final int DRAINED = 4100;
  private static final Map<String, String> SMALL_RING =
      Map.of("neuratrade.gateway.ring-bytes", "65536");
  private static final Duration WINDOW = Duration.ofSeconds(3);
  private static final List<String> CHANNELS =
      Stream.of(
              IntStream.range(0, 100).mapToObj(i -> "risk:r" + i),
              IntStream.range(0, 60).mapToObj(i -> "quests:q" + i),
              IntStream.range(0, 40).mapToObj(i -> "signals:S" + i + "/USDT"))
          .flatMap(each -> each)
          .toList();

  private static final Signer SIGNER = new Signer();

  @SuppressWarnings("NullAway.Init")
  private static Ground ground;

  private final List<Told> deleted = new ArrayList<>();
  private final long seed = Long.getLong("seed", System.currentTimeMillis());

  @BeforeAll
  static void start() {
    ground = new Ground("ResumeIT");
    new TopicSetup(ground.admin())
        .create(
            List.of(
                Topics.state(Topics.QUEST_STATE, Topics.PARTITIONS),
                Topics.state("signal.state", Topics.PARTITIONS)));
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  @Test
  void theClientsOfAKilledGatewayHearAllAtTheOther() {
    Run run = run("kill", Map.of(), Duration.ZERO, Part::kill);

    assertThat(run.recovered).isEqualTo(Extent.CLIENTS);
    assertThat(run.heard).isEqualTo(new Heard(0, 0, 0, 0));
  }

  @Tag("long")
  @Test
  void aGapLongerThanTheRingIsReadAgain() {
    Run run = run("kill, small ring", SMALL_RING, Duration.ofSeconds(2), Part::kill);

    assertThat(run.sweep).isPositive();
    assertThat(run.recovered).isEqualTo(Extent.CLIENTS);
    assertThat(run.heard).isEqualTo(new Heard(0, 0, 0, 0));
  }

  @Tag("long")
  @Test
  void whatIsOutOfReachIsSaidToBeMissing() {
    Run run =
        run(
            "kill, gap deleted",
            SMALL_RING,
            Duration.ofSeconds(3),
            gateway -> {
              gateway.kill();
              Map<TopicPartition, Long> then = ends();
              await("more is told")
                  .atMost(Ground.BOUND)
                  .until(() -> sum(ends()) > sum(then) + 2 * A_SECOND);
              delete(ends());
            });

    assertThat(run.recovered).isLessThan(Extent.CLIENTS);
    assertThat(run.heard.missed()).isPositive();
    assertThat(run.heard).isEqualTo(new Heard(0, run.heard.missed(), 0, 0));
    assertThat(run.unshown).isZero();
  }

  private static Map<TopicPartition, Long> ends() {
    return Reading.ends(ground.admin(), Topics.NOTIFICATIONS);
  }

  private static long sum(Map<TopicPartition, Long> ends) {
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Has the broker forget what was told before, as it does by itself after a day. */
  private void delete(Map<TopicPartition, Long> upTo) {
    Told.all(ground).stream()
        .filter(told ->
            told.offset()
                < upTo.getOrDefault(new TopicPartition(Topics.NOTIFICATIONS, told.lane()), 0L))
        .forEach(deleted::add);
    Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
    upTo.forEach((lane, end) -> records.put(lane, RecordsToDelete.beforeOffset(end)));
    var unused = Ground.done(ground.admin().deleteRecords(records).all());
  }

  @Test
  void aGatewayThatIsToldToStopSendsItsClientsAway() {
    Run run =
        run(
            "sigterm",
            Map.of("neuratrade.gateway.drain", WINDOW.toSeconds() + "s"),
            Duration.ZERO,
            gateway -> {
              Duration exit = gateway.stop();
              assertThat(exit).isLessThan(WINDOW.plusSeconds(5));
            });

    assertThat(run.recovered).isEqualTo(Extent.CLIENTS);
    assertThat(run.heard).isEqualTo(new Heard(0, 0, 0, 0));
    assertThat(run.ends.keySet()).containsExactly(DRAINED);
    List<Long> times = run.ends.getOrDefault(DRAINED, List.of());
    long[] thirds = new long[3];
    for (long time : times) {
      // A busy client sees the last closes after the window.
      long third = (time - times.getFirst()) * thirds.length / WINDOW.toNanos();
      thirds[(int) Math.min(third, thirds.length - 1)]++;
    }
    for (long closed : thirds) {
      assertThat(closed)
          .as(Arrays.toString(thirds))
          .isBetween(Extent.CLIENTS / 5L, Extent.CLIENTS / 2L);
    }
  }

  /** What came of one run. */
  private record Run(
      int resumed,
      int recovered,
      long ring,
      long sweep,
      Heard heard,
      int unshown,
      Map<Integer, List<Long>> ends) {}

  private interface Going {
    void go(Part gateway);
  }

  private Run run(String what, Map<String, String> settings, Duration after, Going going) {
    Map<String, String> all = SIGNER.crowdedGatewaySettings();
    all.putAll(settings);
    try (Part one = ground.gateway(all);
        Part other = ground.gateway(all);
        Followers followers = new Followers(seed, notification -> {})) {
      Part here = one.awaitReady();
      Part there = other.awaitReady();
      followers.comeAgain(there.port(), after);
      followers.open(here.port(), SIGNER.operator(), wanted());
      followers.open(there.port(), SIGNER.operator(), wanted());
      try (Telling telling = new Telling(ground, CHANNELS, A_SECOND, 0, seed)) {
        awaitTold(telling, A_SECOND);
        going.go(here);
        followers.awaitResumed(Extent.CLIENTS);
        awaitTold(telling, telling.told() + A_SECOND / 2);
      }
      List<Told> topic = Stream.concat(deleted.stream(), Told.all(ground).stream()).toList();
      Heard heard = followers.awaitHeard(ground, topic);
      Run run =
          new Run(
              followers.resumed(),
              followers.recovered(),
              there.metric("neuratrade_gateway_resumes_total", "tier=\"ring\""),
              there.metric("neuratrade_gateway_resumes_total", "tier=\"kafka\""),
              heard,
              followers.unshown(),
              followers.ends());
      System.out.printf(
          "%s: resumed=%d recovered=%d ring=%d sweep=%d not_recovered=%d lost=%d doubled=%d"
              + " reordered=%d missed=%d told=%d ends=%s seed=%d%n",
          what,
          run.resumed,
          run.recovered,
          run.ring,
          run.sweep,
          run.resumed - run.recovered,
          heard.lost(),
          heard.doubled(),
          heard.reordered(),
          heard.missed(),
          topic.size(),
          counts(run.ends),
          seed);
      return run;
    }
  }

  private static Map<Integer, Integer> counts(Map<Integer, List<Long>> ends) {
    Map<Integer, Integer> counts = new TreeMap<>();
    ends.forEach((code, times) -> counts.put(code, times.size()));
    return counts;
  }

  /** What the clients of one gateway subscribe to. */
  private static List<List<String>> wanted() {
    List<List<String>> wanted = new ArrayList<>();
    for (int i = 0; i < Extent.CLIENTS - Extent.OPERATORS; i++) {
      wanted.add(List.of(CHANNELS.get(STRIDE * i % CHANNELS.size())));
    }
    for (int i = 0; i < Extent.OPERATORS; i++) {
      wanted.add(List.of("risk:*", "quests:*", "signals:*"));
    }
    return wanted;
  }

  private static void awaitTold(Telling telling, long count) {
    await("so much is told").atMost(Ground.BOUND).until(() -> telling.told() >= count);
  }
}
