package neuratrade.endtoend;

import static neuratrade.endtoend.Reading.text;

import java.util.List;
import neuratrade.pipeline.topic.Topics;

/** Where a notification lies in its topic. */
record Told(String channel, int lane, long offset) {

  /** All that the topic holds, each lane's in order. */
  static List<Told> all(Ground ground) {
    return ground.reading().all(Topics.NOTIFICATIONS).stream()
        .map(record -> new Told(text(record.key()), record.partition(), record.offset()))
        .toList();
  }
}
