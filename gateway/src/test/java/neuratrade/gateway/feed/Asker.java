package neuratrade.gateway.feed;

import java.util.ArrayList;
import java.util.List;
import neuratrade.gateway.hub.Frame;
import neuratrade.gateway.hub.History.Reader;
import neuratrade.gateway.hub.Past;
import neuratrade.gateway.hub.Share;
import org.jspecify.annotations.Nullable;

/** Somebody who wants a lane read again, and remembers what it was told. */
final class Asker implements Reader {

  private final Share share;
  boolean left;
  @Nullable Long begins;
  volatile boolean ended;
  @Nullable Past past;

  Asker() {
    this(new Share());
  }

  Asker(Share share) {
    this.share = share;
  }

  @Override
  public boolean hasLeft() {
    return left;
  }

  @Override
  public Share share() {
    return share;
  }

  @Override
  public void begins(long from) {
    begins = from;
  }

  @Override
  public void ended(@Nullable Past read) {
    if (ended) {
      throw new IllegalStateException("told twice that it is over");
    }
    past = read;
    ended = true;
  }

  boolean isRefused() {
    return ended && past == null;
  }

  /** What was read for it, which it takes. */
  List<Long> offsets() {
    List<Long> offsets = new ArrayList<>();
    if (past != null) {
      for (Frame frame = past.peek(); frame != null; frame = past.peek()) {
        offsets.add(frame.offset());
        past.pass();
      }
    }
    return offsets;
  }

  /** Who is brought a part is brought what comes after it by another sweep. */
  long reaches() {
    return past == null ? -1 : past.to();
  }
}
