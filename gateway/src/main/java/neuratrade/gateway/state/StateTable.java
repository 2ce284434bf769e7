package neuratrade.gateway.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import neuratrade.gateway.hub.State;
import neuratrade.gateway.protocol.Channel;
import neuratrade.gateway.protocol.Family;
import neuratrade.gateway.table.Table;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest state of every aggregate of one family, as the values that lie on its state topic. One
 * thread writes it; any thread reads it without waiting.
 *
 * <p>It holds so many bytes and no more. An aggregate for which there is no room is left out whole,
 * and from then on the table does not say of an aggregate that it lacks that there is none.
 */
public final class StateTable implements Table<State> {

  private static final Logger LOG = LoggerFactory.getLogger(StateTable.class);

  /** The key of what holds for all aggregates of its partition. */
  public static final String SHARED = "*";

  /** A family that takes more of the heap is told account by account only. */
  private static final int LONGEST_WHOLE = 64 * 1024;

  /** What a part costs beside its key and value: objects, references, its place in the map. */
  private static final int OVERHEAD = 120;

  private static final char SEPARATOR = '#';
  private static final int NOTHING_PUBLIC = "{}".length();

  private final Family family;
  private final long mostBytes;
  private final Map<String, StatePart[]> aggregates = new ConcurrentHashMap<>();
  private volatile AtomicReferenceArray<@Nullable StatePart> shared = new AtomicReferenceArray<>(0);
  private volatile boolean loaded;
  private volatile boolean full;
  private volatile long bytes;

  StateTable(Family family, long mostBytes) {
    this.family = family;
    this.mostBytes = mostBytes;
  }

  public Family family() {
    return family;
  }

  /** Whether the topic was read to its end. */
  @Override
  public boolean isLoaded() {
    return loaded;
  }

  /** Whether aggregates were left out for want of room. */
  public boolean isFull() {
    return full;
  }

  /** How many aggregates there are. */
  public int size() {
    return aggregates.size();
  }

  /** About what the table takes of the heap. */
  public long bytes() {
    return bytes;
  }

  /** What is known of an aggregate, in no order; null if that cannot be said. */
  public @Nullable List<StatePart> parts(String aggregate) {
    StatePart[] parts = loaded ? aggregates.get(aggregate) : null;
    if (parts != null) {
      return List.of(parts);
    }
    return loaded && !full ? List.of() : null;
  }

  /**
   * What holds for all aggregates of the partition on which this one lies; null if nothing was ever
   * said.
   */
  public byte @Nullable [] shared(String aggregate) {
    AtomicReferenceArray<@Nullable StatePart> now = shared;
    StatePart part = now.length() == 0 ? null : now.get(partition(aggregate, now.length()));
    return part == null ? null : part.data();
  }

  /** The partition that Java's producer chooses for the key; part of the contract. */
  private static int partition(String aggregate, int partitions) {
    return Utils.toPositive(Utils.murmur2(aggregate.getBytes(UTF_8))) % partitions;
  }

  @Override
  public void begin(int partitions) {
    loaded = false;
    aggregates.clear();
    shared = new AtomicReferenceArray<>(partitions);
    full = false;
    bytes = 0;
  }

  @Override
  public void loaded() {
    loaded = true;
  }

  /** All that subscribers of the channel should know; null if that cannot be said, or at once. */
  @Nullable List<State> snapshot(Channel channel) {
    List<State> states = new ArrayList<>();
    if (channel.isWholeFamily()) {
      if (!loaded || full || bytes > LONGEST_WHOLE) {
        return null;
      }
      aggregates.forEach((aggregate, parts) -> {
        for (StatePart part : parts) {
          states.add(state(aggregate, part));
        }
      });
    } else if (!channel.isBroadcast()) {
      List<StatePart> parts = parts(channel.name());
      if (parts == null) {
        return null;
      }
      parts.forEach(part -> states.add(state(channel.name(), part)));
    } else if (!loaded) {
      return null;
    }
    AtomicReferenceArray<@Nullable StatePart> now = shared;
    StatePart broadcast = family == Family.RISK && now.length() > 0 ? now.get(0) : null;
    if (broadcast != null) {
      states.add(broadcast(broadcast.version(), broadcast.data()));
    }
    return states;
  }

  private State state(String aggregate, StatePart part) {
    return new State(family.prefix() + aggregate, part.key(), part.version(), part.data());
  }

  private static State broadcast(long version, byte @Nullable [] data) {
    return new State(Channel.RISK_BROADCAST, SHARED, version, data);
  }

  @Override
  public @Nullable State apply(ConsumerRecord<byte[], byte[]> record) {
    return apply(
        record.partition(), new String(record.key(), UTF_8), record.offset(), record.value());
  }

  /**
   * Takes in a record.
   *
   * @param version the record's offset
   * @param value null forgets the part; so does one that has nothing public in it
   * @return what it changed for subscribers, whether or not there was room for it; null if nothing
   */
  @Nullable State apply(int partition, String key, long version, byte @Nullable [] value) {
    byte[] data = value == null || value.length <= NOTHING_PUBLIC ? null : value;
    if (key.equals(SHARED)) {
      shared.set(partition, data == null ? null : new StatePart(key, version, data));
      // It is told by one partition, whose versions can be compared.
      return partition == 0 && family == Family.RISK ? broadcast(version, data) : null;
    }
    int end = key.indexOf(SEPARATOR);
    String aggregate = end < 0 ? key : key.substring(0, end);
    StatePart[] before = aggregates.get(aggregate);
    if (data != null) {
      put(aggregate, before, new StatePart(key, version, data));
    } else if (!forget(aggregate, before, key) && !isMissed(value)) {
      return null;
    }
    return new State(family.prefix() + aggregate, key, version, data);
  }

  /** Whether a part that is not there may be known to somebody who has to hear of its end. */
  private boolean isMissed(byte @Nullable [] value) {
    return full || (!loaded && value == null);
  }

  private void put(String aggregate, StatePart @Nullable [] before, StatePart part) {
    if (before == null && full) {
      return;
    }
    int place = before == null ? -1 : place(before, part.key());
    long after = bytes + cost(part) - (before == null || place < 0 ? 0 : cost(before[place]));
    if (after > mostBytes) {
      leaveOut(aggregate, before);
      return;
    }
    StatePart[] parts;
    if (before == null) {
      parts = new StatePart[] {part};
    } else {
      parts = Arrays.copyOf(before, before.length + (place < 0 ? 1 : 0));
      parts[place < 0 ? before.length : place] = part;
    }
    aggregates.put(aggregate, parts);
    bytes = after;
  }

  private void leaveOut(String aggregate, StatePart @Nullable [] before) {
    if (!full) {
      LOG.error("the table of {} is full and leaves aggregates out", family);
    }
    full = true;
    if (before != null) {
      aggregates.remove(aggregate);
      for (StatePart part : before) {
        bytes -= cost(part);
      }
    }
  }

  private boolean forget(String aggregate, StatePart @Nullable [] before, String key) {
    int place = before == null ? -1 : place(before, key);
    if (before == null || place < 0) {
      return false;
    }
    bytes -= cost(before[place]);
    if (before.length == 1) {
      aggregates.remove(aggregate);
    } else {
      StatePart[] parts = Arrays.copyOf(before, before.length - 1);
      if (place < parts.length) {
        parts[place] = before[before.length - 1];
      }
      aggregates.put(aggregate, parts);
    }
    return true;
  }

  private static int place(StatePart[] parts, String key) {
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private static long cost(StatePart part) {
    return OVERHEAD + part.key().length() + part.data().length;
  }

  @Override
  public String toString() {
    return "%d aggregates in %d bytes".formatted(size(), bytes);
  }
}
