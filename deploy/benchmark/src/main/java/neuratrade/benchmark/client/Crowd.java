package neuratrade.benchmark.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** All clients of this process, on one selector and one thread. */
final class Crowd implements AutoCloseable {

  /** Hears of each notification. */
  interface Listener {

    /**
     * @param number how many this client had since the last restart
     */
    void received(int client, int number);
  }

  /** Fewer than a gateway takes from one address. */
  private static final int CLIENTS_AN_ADDRESS = 100;

  private static final int ADDRESSES_A_BLOCK = 250;
  private static final int MOST_JOINING = 64;
  private static final int JOINS_A_SECOND = 1_000;
  private static final int BUFFER_BYTES = 256 << 10;
  private static final Listener NOBODY = (client, number) -> {};

  private final IntFunction<String> tokens;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final List<Client> clients = new ArrayList<>();
  private final ArrayDeque<Client> lost = new ArrayDeque<>();
  private InetSocketAddress server;
  private Listener listener = NOBODY;
  private int joining;
  private int joined;
  private long received;

  /**
   * @param tokens of each client
   */
  Crowd(int port, IntFunction<String> tokens) {
    this.server = at(port);
    this.tokens = tokens;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /**
   * Brings in clients, a thousand a second at most, and waits until they have subscribed.
   *
   * @param returning whether they can come back at another server
   */
  void join(int count, IntFunction<String> channels, boolean returning, Duration bound) {
    long begin = System.nanoTime();
    int before = clients.size();
    int wanted = before + count;
    while (joined < wanted) {
      long elapsed = System.nanoTime() - begin;
      if (elapsed > bound.toNanos()) {
        throw new IllegalStateException(
            "of %d clients only %d have subscribed within %s".formatted(wanted, joined, bound));
      }
      while (clients.size() < wanted
          && joining < MOST_JOINING
          && (clients.size() - before) * 1e9 / JOINS_A_SECOND <= elapsed) {
        int number = clients.size();
        clients.add(new Client(this, number, channels.apply(number), returning));
      }
      turn(1);
    }
  }

  /** Connects this client to the server. */
  Link link(int number, Link.Owner client) {
    joining++;
    int address = number / CLIENTS_AN_ADDRESS;
    String from =
        "127.0.%d.%d".formatted(1 + address / ADDRESSES_A_BLOCK, 1 + address % ADDRESSES_A_BLOCK);
    try {
      return new Link(
          client, tokens.apply(number), new InetSocketAddress(from, 0), server, selector);
    } catch (IOException e) {
      throw new UncheckedIOException("client %d cannot connect".formatted(number), e);
    }
  }

  /** Lets the clients come back at another server, as they lose the one that they have. */
  void moveTo(int port) {
    server = at(port);
    joined = 0;
  }

  /** Connects the clients that have lost their server, as long as fewer than so many join. */
  void comeBack(int mostJoining) {
    while (!lost.isEmpty() && joining < mostJoining) {
      lost.remove().comeBack();
    }
  }

  /** Takes what has come, waiting at most so long for something to come. */
  void turn(long millis) {
    try {
      int unused = millis <= 0 ? selector.selectNow(this::ready) : select(millis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int select(long millis) throws IOException {
    return selector.select(this::ready, millis);
  }

  private void ready(SelectionKey key) {
    ((Link) key.attachment()).ready(key, buffer);
  }

  /** Counts each client's notifications from zero, and tells {@code heard} of them. */
  void restart(Listener heard) {
    listener = heard;
    received = 0;
    clients.forEach(Client::restart);
  }

  void restart() {
    restart(NOBODY);
  }

  void joined() {
    joining--;
    joined++;
  }

  /**
   * @throws IllegalStateException unless the client can come back
   */
  void lost(Client client, InetSocketAddress at, String how) {
    if (at.equals(server)) {
      throw new IllegalStateException(how);
    }
    lost.add(client);
  }

  /** Whether all have subscribed at the server. */
  boolean isComplete() {
    return joined == clients.size();
  }

  void received(int client, int number) {
    received++;
    listener.received(client, number);
  }

  int size() {
    return clients.size();
  }

  long received() {
    return received;
  }

  Client client(int number) {
    return clients.get(number);
  }

  /**
   * @throws IllegalStateException if any client has not got exactly so many
   */
  void check(int each) {
    for (int i = 0; i < clients.size(); i++) {
      int has = clients.get(i).received();
      if (has != each) {
        throw new IllegalStateException("client %d got %d of %d".formatted(i, has, each));
      }
    }
  }

  @Override
  public void close() {
    clients.forEach(Client::end);
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
