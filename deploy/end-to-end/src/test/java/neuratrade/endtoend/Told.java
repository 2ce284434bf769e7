package neuratrade.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static neuratrade.endtoend.Reading.text;

import java.util.Collection;
import java.util.List;
import neuratrade.pipeline.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where a notification lies in its topic. */
record Told(String channel, int lane, long offset) {

  /** All that the topic holds, each lane's in order. */
  static List<Told> all(Ground ground) {
    return ground.reading().all(Topics.NOTIFICATIONS).stream()
        .map(record -> new Told(text(record.key()), record.partition(), record.offset()))
        .toList();
  }

  /** Tells one more of each channel that something was told of. */
  static void oneMoreOfEach(Ground ground, Collection<Told> told) {
    told.stream()
        .map(Told::channel)
        .distinct()
        .forEach(channel ->
            ground.send(
                new ProducerRecord<>(
                    Topics.NOTIFICATIONS, channel.getBytes(UTF_8), "{}".getBytes(UTF_8))));
  }
}
