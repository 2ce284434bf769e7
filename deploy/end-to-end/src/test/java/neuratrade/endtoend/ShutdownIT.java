package neuratrade.endtoend;

import static neuratrade.endtoend.Trading.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A worker that is told to stop while it is busy, and one that is flooded. */
@Tag("long")
class ShutdownIT {

  private static final Duration EXIT_BOUND = Duration.ofSeconds(8);
  private static final int BACKLOG = 120_000;
  private static final int BURST = 100_000;
  private static final long FLAT_BYTES = 4 << 20;

  private final long seed = Long.getLong("seed", System.currentTimeMillis());

  @Test
  void aBatchIsWholeOrNothingWhenSigtermComesInTheMiddleOfIt() {
    try (Ground ground = new Ground("ShutdownIT");
        Flow flow = new Flow(ground, new Trading(seed, 200))) {
      flow.finish(BACKLOG);
      long before = 0;
      int stops = 0;
      while (before < BACKLOG / 2 && stops < 2) {
        Part worker = ground.worker(Worker.RISK);
        long known = before;
        await("it has begun")
            .atMost(Ground.BOUND)
            .pollInterval(Duration.ofMillis(5))
            .until(() -> sum(ground.committed(Worker.RISK)) > known);
        Duration exit = worker.stop();
        stops++;
        Map<TopicPartition, Long> committed = ground.committed(Worker.RISK);
        before = sum(committed);
        Comparison cut = ground.reading().compare(Worker.RISK, committed);

        System.out.printf(
            "sigterm: exit_ms=%d committed=%d of %d notifications=%d %s seed=%d%n",
            exit.toMillis(), before, BACKLOG, cut.notifications(), cut.figures(), seed);
        assertThat(exit).isLessThan(EXIT_BOUND);
        assertThat(before).isLessThan(BACKLOG);
        assertThat(cut.isExact()).as("%s", cut).isTrue();
      }
      var unused = ground.worker(Worker.RISK).awaitReady();
      ground.awaitAllFolded();
      Comparison whole = ground.reading().compare(Worker.RISK);
      assertThat(whole.isExact()).as("%s", whole).isTrue();
    }
  }

  @Test
  void aBurstOfOneAccountLeavesMemoryFlatAndTellsLittle() {
    try (Ground ground = new Ground("ShutdownIT-burst");
        KafkaProducer<byte[], byte[]> producer = ground.producer()) {
      Part worker = ground.worker(Worker.RISK).awaitReady();
      burst(producer, "w-", BURST / 2, 0);
      ground.awaitAllFolded();
      long before = worker.liveHeapBytes();
      burst(producer, "b-", BURST, 200);
      ground.awaitAllFolded();
      long after = worker.liveHeapBytes();
      int told = ground.reading().told("risk:burst").size();

      System.out.printf(
          "burst=%d notifications=%d heap_kb_before=%d heap_kb_after=%d%n",
          BURST, told, before >> 10, after >> 10);
      assertThat(told).isBetween(3, 4);
      assertThat(after - before).isLessThan(FLAT_BYTES);
      Comparison comparison = ground.reading().compare(Worker.RISK);
      assertThat(comparison.isExact()).as("%s", comparison).isTrue();
    }
  }

  /** Reports whose equity falls evenly from 1000 by {@code fall}. */
  private static void burst(
      KafkaProducer<byte[], byte[]> producer, String prefix, int count, int fall) {
    for (int i = 0; i < count; i++) {
      BigDecimal equity =
          BigDecimal.valueOf(1000L * count - (long) fall * i)
              .divide(BigDecimal.valueOf(count), java.math.MathContext.DECIMAL64);
      Future<?> unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.RISK_EVENTS,
                  "burst".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                  report(prefix + i, "burst", equity.toPlainString(), Instant.now())
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    producer.flush();
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
