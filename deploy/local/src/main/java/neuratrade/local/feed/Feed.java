package neuratrade.local.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.message.RiskEvent;
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
 * Lets the demo accounts trade, twenty reports a second in turn, and resumes each one a while after
 * it was halted, of which it hears on {@code notifications} as everybody does.
 *
 * <p>One thread does it all; it waits for the next report's time in the consumer's poll.
 */
final class Feed {

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(50);

  private final Producer<String, byte[]> producer;
  private final Consumer<String, byte[]> consumer;
  private final InstantSource clock;
  private final Map<String, Trader> traders = new LinkedHashMap<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile boolean stopping;

  Feed(Producer<String, byte[]> producer, Consumer<String, byte[]> consumer, InstantSource clock) {
    this.producer = producer;
    this.consumer = consumer;
    this.clock = clock;
  }

  /** Trades until {@link #stop}. The topics must be there. */
  void run() {
    try {
      takeUp();
      listen();
      List<Trader> turns = List.copyOf(traders.values());
      long next = System.nanoTime();
      for (int turn = 0; !stopping; turn = (turn + 1) % turns.size()) {
        send(turns.get(turn).next(now()));
        // What was missed, by a machine that slept, is not made up for.
        next = Math.max(next, System.nanoTime()) + BETWEEN_REPORTS.toNanos();
        hearUntil(next);
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

  private void takeUp() {
    String run = Long.toString(clock.millis(), Character.MAX_RADIX);
    Supplier<String> ids =
        new Supplier<>() {
          private long count;

          @Override
          public String get() {
            return "demo-" + run + "-" + count++;
          }
        };
    List<BigDecimal> prices = Prices.bitstamp();
    Map<String, LastKnown> before = LastKnown.readAll(consumer);
    for (DemoAccount account : DemoAccount.ALL) {
      Trader trader = new Trader(account, prices, ids);
      LastKnown known = before.get(account.id());
      if (known != null) {
        trader.continueWith(known.equity(), known.halted(), now());
      }
      traders.put(account.id(), trader);
    }
  }

  private void listen() {
    List<TopicPartition> lanes = new ArrayList<>();
    consumer
        .partitionsFor(Topics.NOTIFICATIONS)
        .forEach(lane -> lanes.add(new TopicPartition(lane.topic(), lane.partition())));
    consumer.assign(lanes);
    consumer.seekToEnd(lanes);
    // Seeking is lazy: only asking for the position pins it, before the first report can be told.
    lanes.forEach(lane -> {
      long unused = consumer.position(lane);
    });
  }

  private void hearUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      for (ConsumerRecord<String, byte[]> heard : consumer.poll(Duration.ofNanos(left))) {
        Trader trader = traderOf(heard.key());
        if (trader != null && isHalt(heard)) {
          trader.halted(now());
        }
      }
    }
  }

  private @org.jspecify.annotations.Nullable Trader traderOf(String channel) {
    return channel.startsWith("risk:") ? traders.get(channel.substring("risk:".length())) : null;
  }

  private static boolean isHalt(ConsumerRecord<String, byte[]> heard) {
    try {
      JsonNode notification = Json.MAPPER.readTree(heard.value());
      return notification.path("type").asText().equals("risk.halt");
    } catch (IOException e) {
      LOG.warn("a notification at {} {} cannot be read", heard.partition(), heard.offset(), e);
      return false;
    }
  }

  private void send(RiskEvent event) {
    var record = new ProducerRecord<>(Topics.RISK_EVENTS, event.aggregate(), Json.write(event));
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
      // Its buffer is full, or the topic's leader unknown for too long: the demo loses one report.
      LOG.warn("{} was not sent: {}", event.id(), e.toString());
    }
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
