package neuratrade.pipeline.stage;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the input has come beyond what is committed: to the end of its log, and to its last
 * stable offset, behind which an upstream producer's open transaction hides the rest. Asks every
 * other second and waits for no answer; the {@link Admin} client bounds how long one may take.
 */
final class LagWatch {

  private static final Logger LOG = LoggerFactory.getLogger(LagWatch.class);
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private record Asked(
      KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends,
      KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> stable) {}

  private final Admin admin;
  private final StageMeters meters;
  private @Nullable Asked asked;
  private long askedNanos = System.nanoTime() - EVERY_NANOS;

  LagWatch(Admin admin, StageMeters meters) {
    this.admin = admin;
    this.meters = meters;
  }

  /** Takes the answer that has come, or asks again when it is time. Returns at once. */
  void look(Map<TopicPartition, PartitionState> owned) {
    if (asked != null) {
      if (asked.ends.isDone() && asked.stable.isDone()) {
        take(asked, owned);
        asked = null;
      }
    } else if (System.nanoTime() - askedNanos >= EVERY_NANOS) {
      askedNanos = System.nanoTime();
      asked =
          new Asked(
              list(owned, IsolationLevel.READ_UNCOMMITTED),
              list(owned, IsolationLevel.READ_COMMITTED));
    }
  }

  private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> list(
      Map<TopicPartition, PartitionState> owned, IsolationLevel level) {
    Map<TopicPartition, OffsetSpec> latest =
        owned.keySet().stream()
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return admin.listOffsets(latest, new ListOffsetsOptions(level)).all();
  }

  private void take(Asked answered, Map<TopicPartition, PartitionState> owned) {
    if (answered.ends.isCompletedExceptionally() || answered.stable.isCompletedExceptionally()) {
      LOG.debug("the input's ends are not known at this moment");
    } else {
      meters.lag(behind(now(answered.ends), owned), behind(now(answered.stable), owned));
    }
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> now(
      KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> answered) {
    try {
      return answered.getNow(Map.of());
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("it has not failed", e);
    }
  }

  private static long behind(
      Map<TopicPartition, ListOffsetsResultInfo> ends, Map<TopicPartition, PartitionState> owned) {
    long behind = 0;
    for (PartitionState partition : owned.values()) {
      ListOffsetsResultInfo end = ends.get(partition.input);
      behind += end == null ? 0 : Math.max(0, end.offset() - partition.committed);
    }
    return behind;
  }
}
