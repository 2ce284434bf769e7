package neuratrade.local.feed;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import neuratrade.pipeline.message.Event;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.QuestEvent;
import neuratrade.pipeline.message.SignalEvent;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the demo's streams speak, each in its turn, and hear of {@code notifications} as everybody
 * does.
 *
 * <p>One thread does it all; it waits for the next turn in the consumer's poll.
 */
final class Feed {

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  private final Producer<String, byte[]> producer;
  private final Consumer<String, byte[]> consumer;
  private final InstantSource clock;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile boolean stopping;

  /** A stream, and when it speaks next, in {@link System#nanoTime}. */
  private record Turn(Stream stream, long due) {}

  Feed(Producer<String, byte[]> producer, Consumer<String, byte[]> consumer, InstantSource clock) {
    this.producer = producer;
    this.consumer = consumer;
    this.clock = clock;
  }

  /** Feeds until {@link #stop}. The topics must be there. */
  void run() {
    try {
      Map<TopicPartition, Long> present = consumer.endOffsets(lanes());
      List<Stream> streams =
          Demo.streams(
              Tape.bitstamp(), new EventIds(clock.millis()), LastKnown.readAll(consumer), now());
      // From before the states were read, so that nothing is missed in between.
      consumer.assign(present.keySet());
      present.forEach(consumer::seek);

      long begun = System.nanoTime();
      PriorityQueue<Turn> turns =
          new PriorityQueue<>(Comparator.comparingLong(turn -> turn.due() - begun));
      streams.forEach(stream -> turns.add(new Turn(stream, begun + stream.after().toNanos())));
      while (!stopping) {
        Turn turn = requireNonNull(turns.poll());
        hearUntil(turn.due(), streams);
        turn.stream().next(now()).forEach(this::send);
        // What was missed, by a machine that slept, is not made up for.
        long next = Math.max(turn.due(), System.nanoTime()) + turn.stream().every().toNanos();
        turns.add(new Turn(turn.stream(), next));
      }
    } catch (WakeupException e) {
      LOG.debug("told to end", e);
    }
  }

  /** Ends {@link #run} soon. */
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  private List<TopicPartition> lanes() {
    return consumer.partitionsFor(Topics.NOTIFICATIONS).stream()
        .map(lane -> new TopicPartition(lane.topic(), lane.partition()))
        .toList();
  }

  private void hearUntil(long nanos, List<Stream> streams) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      for (ConsumerRecord<String, byte[]> told : consumer.poll(Duration.ofNanos(left))) {
        try {
          Heard heard = Heard.of(told);
          streams.forEach(stream -> stream.hear(heard, now()));
        } catch (IOException e) {
          LOG.warn("a notification at {} {} cannot be read", told.partition(), told.offset(), e);
        }
      }
    }
  }

  private void send(Event event) {
    var record = new ProducerRecord<>(topic(event), event.aggregate(), Json.write(event));
    try {
      var unused =
          producer.send(
              record,
              (written, failure) -> {
                if (failure != null) {
                  LOG.warn("{} was not written: {}", event.id(), failure.toString());
                } else if (told.compareAndSet(false, true)) {
                  System.out.println("feed ready");
                }
              });
    } catch (KafkaException e) {
      // Its buffer is full, or the topic's leader unknown for too long: the demo loses one event.
      LOG.warn("{} was not sent: {}", event.id(), e.toString());
    }
  }

  private static String topic(Event event) {
    return switch (event) {
      case SignalEvent ignored -> Topics.SIGNAL_EVENTS;
      case QuestEvent ignored -> Topics.QUEST_EVENTS;
      default -> Topics.RISK_EVENTS;
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** {@code <bootstrap servers>}: feeds until the process is told to end. */
  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      System.err.println("usage: Feed <bootstrap servers>");
      System.exit(2);
    }
    try (FeedClients clients = FeedClients.open(arguments[0])) {
      Feed feed = new Feed(clients.producer(), clients.consumer(), Clock.systemUTC());
      clients.awaitTopics();
      Thread self = Thread.currentThread();
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("feed-stop")
                  .unstarted(() -> {
                    feed.stop();
                    try {
                      boolean unused = self.join(Duration.ofSeconds(1));
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
      feed.run();
    }
  }
}
