package neuratrade.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a stage that stops ends its last transaction. */
class TransactionsTest {

  private final CountDownLatch answered = new CountDownLatch(1);
  private final ExecutorService committer = Executors.newSingleThreadExecutor();
  private final HeldProducer producer = new HeldProducer();
  private final Transactions transactions =
      new Transactions(producer, committer, new StageMeters(new SimpleMeterRegistry(), "worker"));
  private final Batch batch =
      new Batch(
          new Folder(new Outputs("worker", Records.TOPICS), 1),
          0,
          new ConsumerGroupMetadata("worker"),
          List.of(),
          false);

  @AfterEach
  void close() throws InterruptedException {
    answered.countDown();
    committer.shutdown();
    assertThat(committer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void leavesACommitToItselfThatIsStillUnderWay() throws InterruptedException {
    start();
    transactions.finish(Duration.ofMillis(20));
    // As when partitions are given up, which a stage that stops does afterwards.
    assertThat(transactions.settle(Duration.ofMillis(20))).isFalse();
    transactions.abort();
    assertThat(batch.outputs).hasSize(1);

    close();
    assertThat(producer.transactionAborted()).isFalse();
    assertThat(producer.transactionCommitted()).isTrue();
  }

  @Test
  void abortsACommitThatFailed() {
    producer.commitTransactionException = new KafkaException("fault of the test");
    answered.countDown();
    start();
    transactions.finish(Duration.ofSeconds(10));

    assertThat(producer.transactionAborted()).isTrue();
    assertThat(batch.outputs).isEmpty();
  }

  @Test
  void confirmsACommitThatEndsInTime() {
    answered.countDown();
    start();
    transactions.finish(Duration.ofSeconds(10));

    assertThat(producer.transactionCommitted()).isTrue();
    assertThat(transactions.isCommitting()).isFalse();
  }

  private void start() {
    batch.outputs.add(new ProducerRecord<>("state", new byte[1]));
    transactions.init();
    transactions.start(batch);
  }

  /** Answers a commit when the test says so. */
  private final class HeldProducer extends MockProducer<byte[], byte[]> {
    HeldProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void commitTransaction() {
      try {
        assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      super.commitTransaction();
    }
  }
}
