package neuratrade.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import neuratrade.gateway.protocol.Cursor;
import org.junit.jupiter.api.Test;

class FrameTest {

  private static final int HEADER = 2;

  @Test
  void theValueIsFramedAsItIs() {
    Frame frame = frame("risk:42", "{ \"é\" : 1.50 }");

    ByteBuf bytes = frame.bytes(UnpooledByteBufAllocator.DEFAULT);

    assertThat(bytes.toString(HEADER, bytes.readableBytes() - HEADER, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"type\":\"notification\",\"channel\":\"risk:42\",\"cursor\":\"7.1842-3f9a\","
                + "\"data\":{ \"é\" : 1.50 }}");
    frame.release();
  }

  @Test
  void aKeyThatNeedsEscapingDoesNotBreakTheFrame() {
    Frame frame = frame("risk:\"}", "{}");

    ByteBuf bytes = frame.bytes(UnpooledByteBufAllocator.DEFAULT);

    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\"channel\":\"risk:\\\"}\",");
    frame.release();
  }

  @Test
  void loopsThatComeAtOnceShareOneBufferAndTheOthersAreFreed() throws Exception {
    int loops = 4;
    CyclicBarrier together = new CyclicBarrier(loops);
    try (ExecutorService executor = Executors.newFixedThreadPool(loops)) {
      for (int round = 0; round < 500; round++) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
        Frame frame = frame("risk:42", "{}");
        Callable<ByteBuf> loop =
            () -> {
              int unused = together.await(10, TimeUnit.SECONDS);
              return frame.bytes(allocator);
            };

        var taken = executor.invokeAll(List.of(loop, loop, loop, loop), 20, TimeUnit.SECONDS);

        ByteBuf first = taken.getFirst().get(1, TimeUnit.SECONDS);
        for (var each : taken) {
          assertThat(each.get(1, TimeUnit.SECONDS)).isSameAs(first);
        }
        assertThat(first.refCnt()).isEqualTo(1);
        frame.release();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
      }
    }
  }

  private static Frame frame(String channel, String value) {
    return new Frame(
        channel, new Cursor(7, 1842, "3f9a"), 0, value.getBytes(StandardCharsets.UTF_8));
  }
}
