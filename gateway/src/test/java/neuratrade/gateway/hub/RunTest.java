package neuratrade.gateway.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import java.util.stream.LongStream;
import neuratrade.gateway.protocol.Cursor;
import org.junit.jupiter.api.Test;

class RunTest {

  @Test
  void whatCouldBeMadeHalfOnlyForOneClientComesWholeToTheNext() {
    List<Frame> frames =
        LongStream.range(0, 3)
            .mapToObj(
                offset -> new Frame("risk:42", new Cursor(0, offset, "a"), 0, "{}".getBytes(UTF_8)))
            .toList();
    Run run = new Run(frames);
    TightAllocator tight = new TightAllocator();

    assertThatThrownBy(() -> run.bytes(tight)).isInstanceOf(IndexOutOfBoundsException.class);
    ByteBuf whole = run.bytes(UnpooledByteBufAllocator.DEFAULT);

    assertThat(whole.toString(UTF_8)).contains("0.0-a", "0.1-a", "0.2-a");
    assertThat(tight.lent).singleElement().matches(each -> each.refCnt() == 0);
    run.release();
    assertThat(whole.refCnt()).isZero();
  }
}
