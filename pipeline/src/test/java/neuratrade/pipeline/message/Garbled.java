package neuratrade.pipeline.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Good messages of which a few bytes were changed at random. */
final class Garbled {

  private static final String STRUCTURE = "{}[]:,\"0123456789eE.-+\\u";

  private Garbled() {}

  /** Fails with anything else if it is not an event that can be used. */
  interface Decoding {
    void decode(byte[] message) throws UnreadableException;
  }

  /**
   * Decodes 20 000 of them, made of the golden files of these types, of which enough must be taken
   * and enough refused to tell anything.
   */
  static void eachIsTakenOrRefusedWithADetail(
      long seed, String topic, Stream<Arguments> types, Decoding decoding) {
    List<String> golden =
        types.map(each -> Golden.text(topic, String.valueOf(each.get()[0]))).toList();
    Random random = new Random(seed);
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] message = golden.get(i % golden.size()).getBytes(UTF_8);
      for (int n = random.nextInt(3); n >= 0; n--) {
        message[random.nextInt(message.length)] =
            (byte)
                (random.nextBoolean()
                    ? random.nextInt(256)
                    : STRUCTURE.charAt(random.nextInt(STRUCTURE.length())));
      }
      try {
        decoding.decode(message);
        taken++;
      } catch (UnreadableException e) {
        assertThat(e.detail()).as("seed %d", seed).isNotEmpty();
        refused++;
      }
    }
    System.out.printf("seed=%d taken=%d refused=%d%n", seed, taken, refused);
    assertThat(taken).isGreaterThan(100);
    assertThat(refused).isGreaterThan(1_000);
  }
}
