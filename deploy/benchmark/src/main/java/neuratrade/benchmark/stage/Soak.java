package neuratrade.benchmark.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import neuratrade.benchmark.process.Child;
import neuratrade.benchmark.process.FreshTopics;
import neuratrade.benchmark.report.Numbers;
import neuratrade.benchmark.report.Progress;
import neuratrade.pipeline.message.Event;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Whether memory stays flat: one process folds reports of many accounts, and what its heap holds
 * after a collection is taken each time that a part of them is committed.
 */
record Soak(
    String bootstrapServers, Admin admin, Subjects subjects, int accounts, long events, int parts) {

  private static final Duration BOUND = Duration.ofMinutes(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int LINGER_MILLIS = 20;

  /** Bytes of live heap after each part. */
  List<Long> heaps(Subject subject, String run, Progress progress) {
    RunTopics topics = new RunTopics(bootstrapServers, run + ".events", run);
    FreshTopics setup = new FreshTopics(admin);
    setup.create(List.of(RunTopics.input(topics.input())));
    setup.create(topics.outputs());
    Supplier<? extends Event> reports =
        subject.workload.backlog(accounts, Instant.now().minus(Duration.ofMillis(events)));
    List<Long> heaps = new ArrayList<>();
    try (Child child = subjects.start(subject, topics, 0, Long.MAX_VALUE, Subjects.HEAP, false);
        Load load = new Load(bootstrapServers, topics.input(), LINGER_MILLIS)) {
      String unused = child.expect("ready", BOUND);
      for (int part = 1; part <= parts; part++) {
        long end = events / parts * part;
        for (long sent = end - events / parts; sent < end; sent++) {
          load.send(reports.get());
        }
        load.flush();
        awaitCommitted(run, end);
        child.say(SubjectMain.HEAP);
        heaps.add(Long.parseLong(child.expect(SubjectMain.HEAP, BOUND)));
        progress.say(
            "after %s events of %s accounts: %s MB of heap",
            Numbers.shown(end),
            Numbers.shown(accounts),
            Numbers.shown(heaps.getLast() / StageBenchmark.BYTES_PER_MB));
      }
    } finally {
      new Leftovers(admin).delete(run);
    }
    return heaps;
  }

  private void awaitCommitted(String group, long count) {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (committed(group) < count) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d events were not committed within %s".formatted(count, BOUND));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private long committed(String group) {
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(BOUND.toSeconds(), TimeUnit.SECONDS)
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the group's offsets cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for commits", e);
    }
  }
}
