package neuratrade.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import neuratrade.gateway.table.Table;
import neuratrade.pipeline.message.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose tokens no longer hold: for each subject the time up to which issued tokens are refused. It
 * is read by every gateway from one topic, whose broker says the time, and remembered as long as
 * the topic keeps its records, which must be as long as tokens live.
 */
public final class Revocations implements Table<Revocation> {

  private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
  private static final int MOST = 100_000;

  private final Duration kept;
  private final Map<String, Revocation> bySubject = new ConcurrentHashMap<>();

  /** In the order of the log, for the filling thread alone. */
  private final LinkedHashMap<String, Revocation> byAge = new LinkedHashMap<>();

  private volatile boolean loaded;

  /**
   * @param kept how long the topic keeps its records
   */
  public Revocations(Duration kept) {
    this.kept = kept;
  }

  /** Whether the holder's token was issued before it was revoked. */
  public boolean cover(Holder holder) {
    Revocation revoked = bySubject.get(holder.subject());
    return revoked != null && !holder.issuedAt().isAfter(revoked.at());
  }

  @Override
  public void begin(int partitions) {
    // What was revoked stays so while the topic is read again.
    byAge.clear();
    byAge.putAll(bySubject);
    loaded = false;
  }

  @Override
  public @Nullable Revocation apply(ConsumerRecord<byte[], byte[]> record) {
    String subject = new String(record.key(), UTF_8);
    Instant at = Instant.ofEpochMilli(record.timestamp());
    Revocation revocation = new Revocation(subject, at, id(record.value()));
    Revocation before = byAge.get(subject);
    if (before != null && !before.id().isEmpty() && before.id().equals(revocation.id())) {
      // Said twice, it still means the tokens of before the first time.
      return null;
    }
    Revocation replaced = byAge.putLast(subject, revocation);
    LOG.debug("{} replaces {}", revocation, replaced);
    bySubject.put(subject, revocation);
    prune(at.minus(kept));
    return revocation;
  }

  private static String id(byte @Nullable [] value) {
    try {
      return value == null ? "" : Json.MAPPER.readTree(value).path("id").asText();
    } catch (IOException e) {
      LOG.warn("a revocation is not JSON; it holds all the same");
      return "";
    }
  }

  private void prune(Instant oldest) {
    while (byAge.firstEntry().getValue().at().isBefore(oldest) || byAge.size() > MOST) {
      Map.Entry<String, Revocation> first = byAge.pollFirstEntry();
      bySubject.remove(first.getKey());
      if (!first.getValue().at().isBefore(oldest)) {
        LOG.error("more than {} subjects are revoked: the oldest is forgotten", MOST);
      }
    }
  }

  @Override
  public void loaded() {
    loaded = true;
  }

  @Override
  public boolean isLoaded() {
    return loaded;
  }

  /** How many subjects there are. */
  public int size() {
    return bySubject.size();
  }

  @Override
  public String toString() {
    return bySubject.size() + " subjects";
  }
}
