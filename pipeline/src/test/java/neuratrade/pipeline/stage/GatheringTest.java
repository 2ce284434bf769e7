package neuratrade.pipeline.stage;

import static neuratrade.pipeline.stage.Ground.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import neuratrade.broker.Broker;
import neuratrade.broker.junit.BrokerExtension;
import neuratrade.broker.junit.TestTopics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes while a commit is under way. */
@ExtendWith(BrokerExtension.class)
class GatheringTest {

  private static final int LATER = 20;

  private final CountDownLatch held = new CountDownLatch(1);
  private final AtomicInteger commits = new AtomicInteger();

  @Test
  void littleThatComesDuringACommitGoesIntoOneTransaction(Broker broker, TestTopics own) {
    try (Ground ground = new Ground(broker, own, 4);
        Stage stage = ground.stage("w-0", HeldProducer::new)) {
      ground.produce("a", report("first", "a", "1"));
      await().atMost(Ground.BOUND).until(() -> commits.get() == 1);
      for (int i = 0; i < LATER; i++) {
        String account = "a" + i;
        ground.produce(account, report("e-" + i, account, "1"));
      }
      await().atMost(Ground.BOUND).until(() -> waiting(ground) == LATER);
      held.countDown();
      assertThat(ground.values(ground.topics.notifications(), 1 + LATER)).hasSize(1 + LATER);
      assertThat(commits).hasValue(2);
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void whatRetentionTakesMeanwhileIsCountedWithoutWhatWasReadBefore(Broker broker, TestTopics own)
      throws Exception {
    try (Ground ground = new Ground(broker, own, 4);
        Stage stage = ground.stage("w-0", HeldProducer::new)) {
      ground.produce("a", report("first", "a", "1"));
      await().atMost(Ground.BOUND).until(() -> commits.get() == 1);
      for (int i = 0; i < LATER; i++) {
        ground.produce("a", report("e-" + i, "a", "1"));
      }
      await().atMost(Ground.BOUND).until(() -> waiting(ground) == LATER);

      try (var _ = ground.openTransaction("a", report("unseen", "a", "1"))) {
        ground.deleteRecords(ground.home("a"), 1 + LATER + 1);
        await().atMost(Ground.BOUND).until(() -> lost(ground) > 0);
      }
      held.countDown();

      ground.produce("a", report("last", "a", "1"));
      assertThat(ground.values(ground.topics.notifications(), 1 + LATER + 1).getLast())
          .contains("a has " + (1 + LATER + 1));
      assertThat(lost(ground)).isEqualTo(1);
      assertThat(stage.isAlive()).isTrue();
    }
  }

  private static double lost(Ground ground) {
    return ground.count("neuratrade.events.lost");
  }

  private static double waiting(Ground ground) {
    return ground.gauge("neuratrade.events.waiting");
  }

  /** The real producer, whose first commit is held back. */
  private final class HeldProducer extends KafkaProducer<byte[], byte[]> {
    HeldProducer(Map<String, Object> properties) {
      super(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void commitTransaction() {
      if (commits.incrementAndGet() == 1) {
        try {
          assertThat(held.await(4, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      super.commitTransaction();
    }
  }
}
