package neuratrade.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import neuratrade.broker.junit.TestRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.config.ConfigProvider;

/** What lies in a topic at this moment, as a stage would read it. */
final class Written {

  private Written() {}

  /** The records of one key, partition by partition in the order of the log. */
  static List<ConsumerRecord<String, String>> to(String topic, String key) {
    return new TestRecords(
            ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class))
        .read(topic, all -> true).stream().filter(each -> key.equals(each.key())).toList();
  }

  /** The partition on which the key's records belong. */
  static int partition(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % 12;
  }
}
