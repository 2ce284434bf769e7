package neuratrade.benchmark.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import neuratrade.benchmark.process.Child;
import neuratrade.benchmark.process.FreshTopics;
import neuratrade.benchmark.process.Measured;
import neuratrade.pipeline.message.Event;
import org.apache.kafka.clients.admin.Admin;

/**
 * Records that wait in a topic, for subjects to drain one after the other.
 *
 * @param name prefix of all its topics
 * @param warmUp how many of them are not measured
 * @param total of its records
 */
record Backlog(
    String bootstrapServers, Admin admin, Subjects subjects, String name, long warmUp, long total)
    implements AutoCloseable {

  private static final Duration DRAIN_BOUND = Duration.ofMinutes(10);
  private static final int LINGER_MILLIS = 20;

  /** What one subject made of it. */
  record Drained(Measured measured, Told told, long heapBytes) {}

  void produce(Workload workload, int accounts) {
    new FreshTopics(admin).create(List.of(RunTopics.input(input())));
    try (Load load = new Load(bootstrapServers, input(), LINGER_MILLIS)) {
      Supplier<? extends Event> events =
          workload.backlog(accounts, Instant.now().minus(Duration.ofMillis(total)));
      for (long i = 0; i < total; i++) {
        load.send(events.get());
      }
      load.flush();
    }
  }

  Drained drain(Subject subject, String heap, boolean recorded) {
    RunTopics topics = new RunTopics(bootstrapServers, input(), name + "-" + subject.id());
    new FreshTopics(admin).create(topics.outputs());
    try (Child child = subjects.start(subject, topics, warmUp, total, heap, recorded)) {
      Measured measured = Measured.parse(child.expect("measured", DRAIN_BOUND));
      child.say(SubjectMain.HEAP);
      long heapBytes = Long.parseLong(child.expect(SubjectMain.HEAP, DRAIN_BOUND));
      return new Drained(measured, Told.read(bootstrapServers, topics.notifications()), heapBytes);
    }
  }

  private String input() {
    return name + ".events";
  }

  @Override
  public void close() {
    new Leftovers(admin).delete(name);
  }
}
