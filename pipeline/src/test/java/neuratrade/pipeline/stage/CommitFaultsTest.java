package neuratrade.pipeline.stage;

import static neuratrade.pipeline.stage.Ground.report;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import neuratrade.broker.Broker;
import neuratrade.broker.junit.BrokerExtension;
import neuratrade.broker.junit.TestTopics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults between the real producer and the real broker. */
@ExtendWith(BrokerExtension.class)
class CommitFaultsTest {

  @SuppressWarnings("NullAway.Init")
  private Ground ground;

  private final AtomicInteger faults = new AtomicInteger();

  @BeforeEach
  void topics(Broker broker, TestTopics own) {
    ground = new Ground(broker, own, 4);
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void anExceptionAfterTheSendsLosesAndDoublesNothing() {
    try (Stage stage =
        ground.stage("w-0", properties -> failing(properties, "sendOffsetsToTransaction", false))) {
      everyEventIsToldOnce();
      assertThat(stage.isAlive()).isTrue();
    }
  }

  @Test
  void aTimeoutAfterTheBrokerCommittedLosesAndDoublesNothing() {
    try (Stage stage =
        ground.stage("w-0", properties -> failing(properties, "commitTransaction", true))) {
      everyEventIsToldOnce();
      assertThat(stage.isAlive()).isTrue();
    }
  }

  private void everyEventIsToldOnce() {
    for (int i = 0; i < 200; i++) {
      String account = "a" + i % 10;
      ground.produce(account, report("e-" + i, account, "1"));
    }
    List<String> told = ground.values(ground.topics.notifications(), 200);
    ground.awaitAllFolded();
    assertThat(ground.values(ground.topics.notifications(), 200)).hasSize(200);
    for (int i = 0; i < 200; i++) {
      String cause = "\"cause\":\"e-" + i + "\"";
      assertThat(told).filteredOn(each -> each.contains(cause)).hasSize(1);
    }
    assertThat(faults.get()).isGreaterThanOrEqualTo(3);
  }

  /**
   * A real producer of which every third call of {@code method} fails, before or after it took
   * effect.
   */
  private Producer<byte[], byte[]> failing(
      java.util.Map<String, Object> properties, String method, boolean afterwards) {
    Producer<byte[], byte[]> real = Ground.Stages.kafkaProducer(properties);
    AtomicInteger calls = new AtomicInteger();
    return castToProducer(
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, called, arguments) -> {
              boolean fails = called.getName().equals(method) && calls.incrementAndGet() % 3 == 0;
              if (fails && !afterwards) {
                faults.incrementAndGet();
                throw new KafkaException("fault of the test, before the broker heard of it");
              }
              try {
                Object result = called.invoke(real, arguments);
                if (fails) {
                  faults.incrementAndGet();
                  throw new TimeoutException("fault of the test, after the broker committed");
                }
                return result;
              } catch (InvocationTargetException e) {
                // A commit tried again finds the transaction already committed.
                if (e.getCause() instanceof IllegalStateException
                    && called.getName().equals(method)) {
                  return null;
                }
                throw e.getCause();
              }
            }));
  }

  @SuppressWarnings("unchecked")
  private static Producer<byte[], byte[]> castToProducer(Object proxy) {
    return (Producer<byte[], byte[]>) proxy;
  }
}
