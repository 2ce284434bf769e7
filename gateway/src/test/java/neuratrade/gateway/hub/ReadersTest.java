package neuratrade.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import neuratrade.gateway.protocol.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that come, stick, are cut off half way and resume elsewhere in the log, of which a part
 * must be read again: that takes its time, comes in any order, and fails now and then.
 */
class ReadersTest extends FedShard {

  private static final Mode LATEST = new Mode(true, 0);
  private static final Mode SELDOM = new Mode(true, Duration.ofMillis(20).toNanos());
  private static final List<String> TOLD = List.of("risk:42", "risk:43", "risk:44", "risk:all");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRecordComesOnceAndInOrderWhateverHappens(long seed) throws Exception {
    List<Reader> readers = new ArrayList<>();
    for (List<String> channels : channels()) {
      readers.add(reader(channels, Mode.EVERY));
    }

    happen(new Random(seed), readers);

    readers.forEach(Reader::assertHasAll);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theNewestComesOnceAndAfterTheOlderWhateverHappens(long seed) throws Exception {
    List<Reader> readers = new ArrayList<>();
    for (Mode mode : List.of(LATEST, SELDOM)) {
      for (List<String> channels : channels()) {
        readers.add(reader(channels, mode));
      }
      readers.add(reader(List.of("risk:42", "risk:*"), Mode.EVERY, mode));
      readers.add(reader(List.of("risk:42", "risk:*"), mode, Mode.EVERY));
      readers.add(reader(List.of("risk:42", "risk:43"), Mode.EVERY, mode));
    }

    happen(new Random(seed), readers);

    for (Reader reader : readers) {
      for (String channel : TOLD.stream().filter(reader::hears).toList()) {
        List<Integer> due = told(channel);
        assertThat(reader.arrived(channel))
            .as("seed %d, %s, %s", seed, reader, channel)
            .containsAll(reader.hearsEvery(channel) ? due : List.of())
            .endsWith(due.getLast());
      }
    }
  }

  private static List<List<String>> channels() {
    return List.of(
        List.of("risk:42"),
        List.of("risk:43"),
        List.of("risk:*"),
        List.of("risk:42", "risk:43"),
        List.of("risk:42", "risk:*"),
        List.of("risk:42", "risk:43", "risk:all", "risk:*"));
  }

  /**
   * @param modes of the channels, the first one's first, over and over
   */
  private Reader reader(List<String> channels, Mode... modes) {
    List<Kept> wanted = new ArrayList<>();
    channels.forEach(each -> wanted.add(new Kept(each, modes[wanted.size() % modes.length])));
    return new Reader(this, wanted);
  }

  private void happen(Random random, List<Reader> readers) throws Exception {
    for (Reader reader : readers) {
      reader.connect();
      reader.awaitAnswers();
    }
    for (int step = 0; step < 60 * readers.size(); step++) {
      Reader reader = readers.get(random.nextInt(readers.size()));
      reader.reconnectIfClosed(random);
      switch (random.nextInt(10)) {
        case 0 -> reader.stick(random.nextBoolean());
        case 1 -> reader.comeAgain(random);
        case 2 -> reader.changeItsMind(random);
        case 3 -> takeTime(random);
        case 4 -> readAgain(random);
        default -> {
          String[] channels = new String[1 + random.nextInt(12)];
          Arrays.setAll(channels, i -> TOLD.get(random.nextInt(TOLD.size())));
          deliver(channels);
        }
      }
    }
    release();
    endSweeps();
    for (Reader reader : readers) {
      reader.awaitAll(random);
    }
    assertThat(open.get()).as("what was read again and not given back").isZero();
  }

  /** From now on it is not known at once what can be read again, nor is that there at once. */
  private void takeTime(Random random) {
    holding = random.nextBoolean();
    sweeping = random.nextBoolean();
  }

  /** One is told that it can be brought what it missed, and one is brought it, if that works. */
  private void readAgain(Random random) {
    if (!held.isEmpty()) {
      held.remove(random.nextInt(held.size())).run();
    }
    if (!placed.isEmpty()) {
      Placed next = placed.remove(random.nextInt(placed.size()));
      if (random.nextInt(4) > 0) {
        next.sweep();
      } else {
        next.fail();
      }
    }
  }

  private List<Integer> told(String channel) {
    List<Integer> told = new ArrayList<>();
    for (int record = 0; record < log.size(); record++) {
      if (log.get(record).channel().equals(channel)) {
        told.add(record);
      }
    }
    return told;
  }
}
