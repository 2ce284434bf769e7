package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.buffer.impl.VertxByteBufAllocator;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import neuratrade.gateway.hub.Hub;

/**
 * What the JVM holds on to once the collector has been through it.
 *
 * @param lentBytes of buffers that somebody has and nobody gave back
 * @param directBytes of what the buffers are cut from
 */
record Held(
    int threads,
    long connections,
    long subscriptions,
    long indexEntries,
    long queuedBytes,
    long lentBytes,
    long directBytes,
    long heapBytes) {

  private static final int COLLECTIONS = 4;
  private static final double MEGABYTE = 1 << 20;

  /** What pools and caches may differ by from one look to the next. */
  private static final double NOISE = 0.01;

  private static final long NOISE_BYTES = 512 << 10;

  /** The JDK keeps the largest buffer that a thread has read with: as large as a fetch was. */
  private static final long FETCH_BYTES = 2 << 20;

  /** Waits, with a bound, until no more than {@code before} is held of what can be counted. */
  static Held afterAllLeft(Held before, Duration bound) {
    try {
      await()
          .atMost(bound)
          .pollInSameThread()
          .until(() -> {
            Held now = counted(0);
            return now.threads <= before.threads
                && now.connections + now.subscriptions + now.indexEntries + now.queuedBytes == 0
                && now.lentBytes <= before.lentBytes;
          });
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      // What is left then is told by whoever asserts.
    }
    return now();
  }

  static Held now() {
    long heap = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return counted(heap);
  }

  private static Held counted(long heapBytes) {
    Hub hub = Gateways.hub();
    return new Held(
        ManagementFactory.getThreadMXBean().getThreadCount(),
        hub.connections(),
        hub.subscriptions(),
        hub.indexEntries(),
        hub.queuedBytes(),
        ((PooledByteBufAllocator) VertxByteBufAllocator.POOLED_ALLOCATOR).pinnedDirectMemory()
            + PooledByteBufAllocator.DEFAULT.pinnedDirectMemory(),
        usedDirectBytes(),
        heapBytes);
  }

  /** Netty counts what it takes around the JDK, and the JDK the rest. */
  static long usedDirectBytes() {
    long jdk = 0;
    for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      jdk += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
    }
    return jdk + Math.max(0, PlatformDependent.usedDirectMemory());
  }

  /** One line of what was held and what is. */
  static String line(Held before, Held after) {
    return String.format(
        Locale.ROOT,
        "threads %d→%d connections %d subscriptions %d index %d queued %d lent %d→%d B"
            + " direct %.1f→%.1f MB heap %.1f→%.1f MB",
        before.threads,
        after.threads,
        after.connections,
        after.subscriptions,
        after.indexEntries,
        after.queuedBytes,
        before.lentBytes,
        after.lentBytes,
        before.directBytes / MEGABYTE,
        after.directBytes / MEGABYTE,
        before.heapBytes / MEGABYTE,
        after.heapBytes / MEGABYTE);
  }

  void assertNoMoreThan(Held before, String what) {
    assertThat(indexEntries).as("index entries after %s", what).isZero();
    assertThat(connections).as("connections after %s", what).isZero();
    assertThat(subscriptions).as("subscriptions after %s", what).isZero();
    assertThat(queuedBytes).as("queued bytes after %s", what).isZero();
    assertThat(threads).as("threads after %s", what).isLessThanOrEqualTo(before.threads);
    assertThat(lentBytes).as("lent bytes after %s", what).isLessThanOrEqualTo(before.lentBytes);
    assertThat(directBytes)
        .as("direct memory after %s", what)
        .isLessThanOrEqualTo(before.directBytes + FETCH_BYTES);
    assertThat(heapBytes).as("heap after %s", what).isLessThanOrEqualTo(most(before.heapBytes));
  }

  private static long most(long before) {
    return before + Math.max(NOISE_BYTES, (long) (before * NOISE));
  }
}
