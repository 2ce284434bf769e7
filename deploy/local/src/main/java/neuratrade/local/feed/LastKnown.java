package neuratrade.local.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import neuratrade.local.feed.Standstill.Block;
import neuratrade.pipeline.message.Json;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an account was when a run before ended, from {@code risk.state}.
 *
 * @param blocks why it may not trade
 */
record LastKnown(BigDecimal equity, Set<Block> blocks) {

  private static final Logger LOG = LoggerFactory.getLogger(LastKnown.class);
  private static final Duration BOUND = Duration.ofSeconds(20);

  /** Reads the topic once, up to its present end; leaves the consumer without an assignment. */
  static Map<String, LastKnown> readAll(Consumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.RISK_STATE).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<String, LastKnown> known = new HashMap<>();
    long begun = System.nanoTime();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() - begun > BOUND.toNanos()) {
        throw new IllegalStateException(
            "%s could not be read within %d s".formatted(Topics.RISK_STATE, BOUND.toSeconds()));
      }
      for (ConsumerRecord<String, byte[]> state : consumer.poll(Duration.ofMillis(200))) {
        take(state, known);
      }
    }
    consumer.unsubscribe();
    return known;
  }

  private static void take(ConsumerRecord<String, byte[]> state, Map<String, LastKnown> known) {
    byte[] value = state.value();
    if (value == null) {
      known.remove(state.key());
      return;
    }
    try {
      JsonNode tree = Json.MAPPER.readTree(value);
      if (tree.hasNonNull("equity")) {
        Set<Block> blocks = EnumSet.noneOf(Block.class);
        tree.path("blocks").forEach(each -> blocks.add(block(each.path("kind").asText())));
        known.put(state.key(), new LastKnown(new BigDecimal(tree.get("equity").asText()), blocks));
      }
    } catch (IOException | NumberFormatException e) {
      LOG.warn("state of {} cannot be read: {}", state.key(), e.getMessage());
    }
  }

  private static Block block(String kind) {
    return switch (kind) {
      case "daily_loss" -> Block.DAILY_LOSS;
      case "pause" -> Block.PAUSE;
      default -> Block.HALT;
    };
  }
}
