package neuratrade.gateway.delay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import neuratrade.gateway.protocol.Family;
import neuratrade.gateway.thread.Closing;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, once a second and on a thread of its own, whether each worker has committed what its input
 * held a while ago, and says when that changes.
 */
public final class DelayWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DelayWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;
  private final Map<Family, Worker> workers;
  private final Map<Family, Backlog> backlogs = new EnumMap<>(Family.class);
  private final Map<Family, Instant> delays = new ConcurrentHashMap<>();
  private final BiConsumer<Family, @Nullable Instant> told;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "delay-watch"));
  private volatile @Nullable ScheduledFuture<?> looking;
  private @Nullable Admin admin;

  /**
   * @param kafka what every client of Kafka needs, {@code bootstrap.servers} first
   * @param after how long events may lie
   * @param told since when a family's events are left lying; null when no more
   */
  public DelayWatch(
      Map<String, Object> kafka,
      Map<Family, Worker> workers,
      Duration after,
      InstantSource clock,
      BiConsumer<Family, @Nullable Instant> told) {
    this.kafka = new HashMap<>(kafka);
    this.kafka.put("client.id", "gateway-delay");
    this.kafka.put("request.timeout.ms", (int) ANSWER.toMillis());
    this.kafka.put("default.api.timeout.ms", (int) ANSWER.toMillis());
    this.workers = Map.copyOf(workers);
    this.clock = clock;
    this.told = told;
    workers.keySet().forEach(family -> backlogs.put(family, new Backlog(after, clock.instant())));
  }

  /** Returns at once. */
  public void start() {
    looking =
        executor.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether nobody looks any more though nobody closed it. */
  public boolean isDead() {
    ScheduledFuture<?> started = looking;
    return started != null && started.isDone() && !executor.isShutdown();
  }

  /** Since when the family's events are left lying; null if they are not. Any thread may ask. */
  public @Nullable Instant since(Family family) {
    return delays.get(family);
  }

  /** Ends the watch by an exception only: what it says would be of the past for ever. */
  private void look() {
    try {
      lookAtAll();
    } catch (RuntimeException | Error e) {
      LOG.error("nobody looks for delays any more", e);
      throw e;
    }
  }

  private void lookAtAll() {
    boolean away = false;
    for (Map.Entry<Family, Backlog> each : backlogs.entrySet()) {
      Family family = each.getKey();
      Backlog backlog = each.getValue();
      // Where the first waited for brokers in vain, the others need not.
      away = away || isAway(family, backlog);
      if (away) {
        backlog.silence(clock.instant());
      }
      tell(family, backlog.since());
    }
  }

  private boolean isAway(Family family, Backlog backlog) {
    try {
      look(requireNonNull(workers.get(family)), backlog);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        backlog.nothing(clock.instant());
        return false;
      }
      return isAway(family, backlog, e);
    } catch (TimeoutException | RuntimeException e) {
      return isAway(family, backlog, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private boolean isAway(Family family, Backlog backlog, Exception e) {
    LOG.debug("how far {} is cannot be asked", family, e);
    backlog.silence(clock.instant());
    return e instanceof TimeoutException
        || e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException;
  }

  private void look(Worker worker, Backlog backlog)
      throws ExecutionException, TimeoutException, InterruptedException {
    Admin kafkaAdmin = admin();
    Set<TopicPartition> partitions = partitions(kafkaAdmin, worker.input());
    Map<Integer, Long> ends = offsets(kafkaAdmin, partitions, OffsetSpec.latest());
    Map<TopicPartition, OffsetAndMetadata> committed = committed(kafkaAdmin, worker.group());
    Map<Integer, Long> reached = new HashMap<>();
    Set<TopicPartition> never = new HashSet<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = committed.get(partition);
      if (offset == null) {
        never.add(partition);
      } else {
        reached.put(partition.partition(), offset.offset());
      }
    }
    if (!never.isEmpty()) {
      reached.putAll(offsets(kafkaAdmin, never, OffsetSpec.earliest()));
    }
    backlog.look(clock.instant(), ends, reached);
  }

  private Admin admin() {
    if (admin == null) {
      admin = Admin.create(kafka);
    }
    return admin;
  }

  private static Set<TopicPartition> partitions(Admin admin, String topic)
      throws ExecutionException, TimeoutException, InterruptedException {
    TopicDescription description =
        requireNonNull(answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
    return description.partitions().stream()
        .map(each -> new TopicPartition(topic, each.partition()))
        .collect(Collectors.toSet());
  }

  private static Map<Integer, Long> offsets(
      Admin admin, Set<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(each -> each, each -> which));
    Map<Integer, Long> offsets = new HashMap<>();
    answer(admin.listOffsets(asked).all())
        .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
    return offsets;
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Map.of();
      }
      throw e;
    }
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tell(Family family, @Nullable Instant since) {
    Instant before = since == null ? delays.remove(family) : delays.put(family, since);
    if ((before == null) != (since == null)) {
      LOG.info(since == null ? "{} is in time again" : "{} is behind since {}", family, since);
      try {
        told.accept(family, since);
      } catch (RejectedExecutionException e) {
        LOG.debug("the gateway is leaving", e);
      }
    }
  }

  @Override
  public void close() {
    var unused = executor.shutdownNow();
    Closing.await(executor, "the watch for delays", CLOSING);
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
