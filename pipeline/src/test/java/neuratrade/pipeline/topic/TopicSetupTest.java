package neuratrade.pipeline.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import neuratrade.broker.Broker;
import neuratrade.broker.junit.BrokerExtension;
import neuratrade.broker.junit.TestTopics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class TopicSetupTest {

  private static final Duration KEPT = Duration.ofHours(1);

  @Test
  void whoeverIsToldToEndWhileItWaitsForABrokerDoesNotBlameTheBroker() {
    Admin admin =
        Admin.create(Map.of("bootstrap.servers", "localhost:" + Broker.freePorts(1).getFirst()));
    try {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> new TopicSetup(admin).create(Topics.risk()))
          .isInstanceOf(InterruptException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
      admin.close(Duration.ZERO);
    }
  }

  @Test
  void aStageStandsOnTheTopicsThatWereCreatedForIt(TestTopics own) {
    Topic events = Topics.input(own.own("events"), 3, KEPT);
    Topic state = Topics.state(own.own("state"), 3);
    Topic letters = Topics.deadLetters(own.own("dlq"), 3, KEPT);
    TopicSetup setup = new TopicSetup(own.admin());

    setup.create(List.of(events, state, letters));

    assertThat(setup.check(events.name(), state.name(), letters.name())).isEqualTo(3);
  }

  @Test
  void aTopicThatIsThereIsLeftAsItIs(TestTopics own) {
    String events = create(own, Topics.input("events", 2, KEPT));
    TopicSetup setup = new TopicSetup(own.admin());

    setup.create(List.of(Topics.input(events, 3, KEPT)));

    assertThat(setup.check(events, state(own, 2), letters(own, 2))).isEqualTo(2);
  }

  @Test
  void refusesAStateTopicOfAnotherNumberOfPartitionsThanItsInput(TestTopics own) {
    String events = create(own, Topics.input("events", 2, KEPT));
    String state = state(own, 3);
    String letters = letters(own, 2);

    assertThatThrownBy(() -> new TopicSetup(own.admin()).check(events, state, letters))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(state + " has 3", events + " has 2", "create it with 2");
  }

  @Test
  void refusesAnInputWhoseTimesAreItsProducers(TestTopics own) {
    String events = own.create("events", 1, Map.of());
    String state = state(own, 1);
    String letters = letters(own, 1);

    assertThatThrownBy(() -> new TopicSetup(own.admin()).check(events, state, letters))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            events, "message.timestamp.type=CreateTime", "set it to LogAppendTime");
  }

  @Test
  void refusesADeadLetterTopicThatTakesNoLargeLetters(TestTopics own) {
    String events = create(own, Topics.input("events", 1, KEPT));
    String state = state(own, 1);
    String letters = create(own, Topics.kept("dlq", 1, KEPT));

    assertThatThrownBy(() -> new TopicSetup(own.admin()).check(events, state, letters))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(letters, "max.message.bytes=1048588", "set it to 2097152");
  }

  @Test
  void saysWhatToDoAboutATopicThatIsMissing(TestTopics own) {
    String events = own.own("events");
    String state = state(own, 1);
    String letters = letters(own, 1);

    assertThatThrownBy(() -> new TopicSetup(own.admin()).check(events, state, letters))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "topic %s does not exist: create it, or switch the creation of topics on", events);
  }

  @Test
  void warnsOfTopicsThatGoWithTheirBroker(TestTopics own) {
    String events = own.own("events");
    try (Warnings warnings = new Warnings()) {
      new TopicSetup(own.admin()).create(List.of(Topics.kept(events, 1, KEPT)));

      assertThat(warnings.told)
          .contains("topics with a single replica, lost with their broker: [" + events + "]");
    }
  }

  private static String state(TestTopics own, int partitions) {
    return create(own, Topics.state("state", partitions));
  }

  private static String letters(TestTopics own, int partitions) {
    return create(own, Topics.deadLetters("dlq", partitions, KEPT));
  }

  private static String create(TestTopics own, Topic topic) {
    return own.create(topic.name(), topic.partitions(), topic.configuration());
  }

  /** What is logged meanwhile. */
  private static final class Warnings extends Handler implements AutoCloseable {
    // Held, since the log manager itself holds it weakly.
    private final Logger logger = Logger.getLogger(TopicSetup.class.getName());
    private final List<String> told = new CopyOnWriteArrayList<>();

    Warnings() {
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
      told.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
