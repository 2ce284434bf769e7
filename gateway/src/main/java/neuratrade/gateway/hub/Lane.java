package neuratrade.gateway.hub;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One lane's part of a {@link Ring}: its records in a circle that grows, each linked to the one
 * before it whose channel has the same hash. So a client that comes back finds the few records of
 * its channels without a look at all that others were told.
 */
final class Lane {

  /** Who would have to look at more for its channels looks at all records, slice by slice. */
  private static final int MOST_LINKS = 4096;

  private static final int FIRST_CAPACITY = 16;

  /** The first offset from which the lane is complete. */
  long floor;

  /** The offset that comes next. */
  long end;

  /** No older record of this timestamp or a later one lies before {@link #floor}. */
  long completeSinceMillis;

  // Places count all records that were ever added; the circle has those from first to next.
  private long first = 1;
  private long next = 1;
  private @Nullable Frame[] circle = new Frame[FIRST_CAPACITY];
  private int[] links = new int[FIRST_CAPACITY];
  private long[] heads = new long[FIRST_CAPACITY];

  Lane(long begin, long completeSinceMillis) {
    this.floor = begin;
    this.end = begin;
    this.completeSinceMillis = completeSinceMillis;
  }

  boolean isEmpty() {
    return first == next;
  }

  void add(Frame frame) {
    if (next - first == circle.length) {
      widen();
    }
    put(next++, frame);
  }

  private void widen() {
    @Nullable Frame[] old = circle;
    circle = new Frame[2 * old.length];
    links = new int[circle.length];
    heads = new long[circle.length];
    for (long place = first; place < next; place++) {
      Frame frame = old[(int) place & (old.length - 1)];
      if (frame != null) {
        put(place, frame);
      }
    }
  }

  private void put(long place, Frame frame) {
    int bucket = bucket(frame.channel());
    long before = heads[bucket];
    heads[bucket] = place;
    links[slot(place)] = before < first ? 0 : (int) (place - before);
    circle[slot(place)] = frame;
  }

  /** Gives up the oldest record. */
  void evict() {
    Frame oldest = at(first);
    circle[slot(first++)] = null;
    floor = oldest.offset() + 1;
    completeSinceMillis = oldest.timestampMillis() + 1;
  }

  /** All records from the offset on, oldest first. */
  Iterator<Frame> from(long offset) {
    return new Iterator<>() {
      private long place = firstWhere(frame -> frame.offset() >= offset);

      @Override
      public boolean hasNext() {
        return place < next;
      }

      @Override
      public Frame next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return at(place++);
      }
    };
  }

  /** The channels' records from the offset on, oldest first; null if they are not easily found. */
  @Nullable List<Frame> of(Set<String> channels, long offset) {
    List<Frame> found = new ArrayList<>();
    int looked = 0;
    for (String channel : channels) {
      long place = heads[bucket(channel)];
      while (place >= first) {
        Frame frame = at(place);
        if (frame.offset() < offset) {
          break;
        }
        if (++looked > MOST_LINKS) {
          return null;
        }
        if (frame.channel().equals(channel)) {
          found.add(frame);
        }
        int link = links[slot(place)];
        place = link == 0 ? 0 : place - link;
      }
    }
    found.sort(Comparator.comparingLong(Frame::offset));
    return found;
  }

  /** The first record for which it is true, as it is for all after it; null if there is none. */
  @Nullable Frame first(Predicate<Frame> wanted) {
    long place = firstWhere(wanted);
    return place < next ? at(place) : null;
  }

  private long firstWhere(Predicate<Frame> wanted) {
    long low = first;
    long high = next;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (wanted.test(at(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private Frame at(long place) {
    Frame frame = circle[slot(place)];
    if (frame == null) {
      throw new IndexOutOfBoundsException("no record at " + place);
    }
    return frame;
  }

  private int slot(long place) {
    return (int) place & (circle.length - 1);
  }

  private int bucket(String channel) {
    int hash = channel.hashCode();
    return (hash ^ hash >>> 16) & (heads.length - 1);
  }
}
