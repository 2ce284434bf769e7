package neuratrade.benchmark.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import neuratrade.pipeline.topic.Topic;
import neuratrade.pipeline.topic.TopicSetup;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Makes topics that can be written to at once: a busy broker leads their partitions only later. */
public record FreshTopics(Admin admin) {

  private static final long BOUND_SECONDS = 60;

  public void create(List<Topic> topics) {
    new TopicSetup(admin).create(topics);
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (Topic topic : topics) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        latest.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    try {
      // Only its leader answers for a partition.
      Object unused = admin.listOffsets(latest).all().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker does not lead the new topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making topics", e);
    }
  }
}
