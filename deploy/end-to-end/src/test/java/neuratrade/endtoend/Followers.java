package neuratrade.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Many followers on few threads. */
final class Followers implements AutoCloseable, Follower.Path {

  private static final Duration HEARD_BOUND = Duration.ofSeconds(15);
  private static final String RECEIVE_BUFFER = "jdk.httpclient.receiveBufferSize";

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient http = HttpClient.newBuilder().executor(threads).build();
  private final List<Follower> followers = new ArrayList<>();
  private final AtomicInteger subscribed = new AtomicInteger();
  private final AtomicInteger resumed = new AtomicInteger();
  private final AtomicInteger recovered = new AtomicInteger();
  private final Map<Integer, List<Long>> ends = new HashMap<>();
  private final Random random;
  private final Consumer<JsonNode> hearing;
  private volatile int port;
  private volatile Duration soonest = Duration.ZERO;
  private volatile boolean closing;

  Followers(long seed, Consumer<JsonNode> hearing) {
    this.random = new Random(seed);
    this.hearing = hearing;
  }

  /** Opens followers at a gateway, each with its channels; returns once all are subscribed. */
  void open(int port, String token, List<List<String>> channels) {
    int before = subscribed.get();
    List<CompletableFuture<WebSocket>> opening = new ArrayList<>();
    for (List<String> each : channels) {
      Follower follower = new Follower(token, each, this);
      followers.add(follower);
      opening.add(follower.connect(http, port));
    }
    for (CompletableFuture<WebSocket> each : opening) {
      var unused = Ground.done(each);
    }
    await("all are subscribed")
        .atMost(Ground.BOUND)
        .until(() -> subscribed.get() == before + channels.size());
  }

  /** Opens one whose machine takes little at a time. */
  void openNarrow(int port, String token, List<String> channels) {
    System.setProperty(RECEIVE_BUFFER, "8192");
    try {
      open(port, token, List.of(channels));
    } finally {
      System.clearProperty(RECEIVE_BUFFER);
    }
  }

  /** Has all stop and start taking from their sockets. */
  void read(boolean on) {
    followers.forEach(follower -> follower.read(on));
  }

  /** Where who loses its connection comes again, within a second after a while. */
  void comeAgain(int port, Duration after) {
    this.soonest = after;
    this.port = port;
  }

  @Override
  public void ended(Follower follower, int code) {
    synchronized (ends) {
      ends.computeIfAbsent(code, key -> new ArrayList<>()).add(System.nanoTime());
    }
    if (!closing) {
      long wait = soonest.toMillis() + random.nextInt(1_000);
      var unused = later.schedule(() -> again(follower), wait, TimeUnit.MILLISECONDS);
    }
  }

  private void again(Follower follower) {
    var unused =
        follower
            .connect(http, port)
            .whenComplete((socket, failure) -> {
              if (failure != null) {
                ended(follower, Follower.BROKEN);
              }
            });
  }

  @Override
  public void subscribed(Follower follower, boolean again, boolean whole) {
    subscribed.incrementAndGet();
    if (again) {
      resumed.incrementAndGet();
      recovered.addAndGet(whole ? 1 : 0);
    }
  }

  @Override
  public void heard(JsonNode notification) {
    hearing.accept(notification);
  }

  void awaitResumed(int count) {
    await(count + " have come again").atMost(Ground.BOUND).until(() -> resumed.get() >= count);
  }

  /**
   * What all heard of what was told, once they have heard one more of each channel: had anything
   * come twice, it would have come before that.
   */
  Heard awaitHeard(Ground ground, Collection<Told> topic) {
    awaitAllHeard(topic);
    Told.oneMoreOfEach(ground, topic);
    awaitAllHeard(Told.all(ground));
    return heard(topic);
  }

  /** Waits until nobody lacks anything; who still does after the bound is found by the caller. */
  private void awaitAllHeard(Collection<Told> topic) {
    long bound = System.nanoTime() + HEARD_BOUND.toNanos();
    await("all have heard all")
        .atMost(Ground.BOUND)
        .until(() -> heard(topic).lost() == 0 || System.nanoTime() > bound);
  }

  int resumed() {
    return resumed.get();
  }

  int recovered() {
    return recovered.get();
  }

  /** When connections ended, in order, by the code that they ended with. */
  Map<Integer, List<Long>> ends() {
    Map<Integer, List<Long>> sorted = new HashMap<>();
    synchronized (ends) {
      ends.forEach((code, nanos) -> sorted.put(code, nanos.stream().sorted().toList()));
    }
    return sorted;
  }

  /** How often a follower was told that something is missing, and not what the state is. */
  int unshown() {
    return followers.stream()
        .flatMap(follower -> follower.subscriptions().stream())
        .mapToInt(Subscribed::unshown)
        .sum();
  }

  private Heard heard(Collection<Told> topic) {
    Map<String, List<Told>> byChannel =
        topic.stream().collect(Collectors.groupingBy(Told::channel));
    Heard sum = new Heard(0, 0, 0, 0);
    for (Follower follower : followers) {
      for (Subscribed each : follower.subscriptions()) {
        sum =
            sum.plus(
                new Heard(
                    each.lost(byChannel),
                    each.missed(byChannel),
                    each.doubled(),
                    each.reordered()));
      }
    }
    return sum;
  }

  /** What all followers together heard amiss. */
  record Heard(int lost, int missed, int doubled, int reordered) {

    private Heard plus(Heard other) {
      return new Heard(
          lost + other.lost,
          missed + other.missed,
          doubled + other.doubled,
          reordered + other.reordered);
    }
  }

  @Override
  public void close() {
    closing = true;
    followers.forEach(Follower::abort);
    var unusedTasks = later.shutdownNow();
    http.shutdownNow();
    var unused = threads.shutdownNow();
  }
}
