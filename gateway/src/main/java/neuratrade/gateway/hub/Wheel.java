package neuratrade.gateway.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A loop's one clockwork: every entry stands in the bucket of its next deadline, and a tick looks
 * at one bucket only. Setting, moving and removing an entry are O(1) and allocate nothing. Belongs
 * to one thread.
 */
final class Wheel<E extends Wheel.Entry> {

  /** What can stand in a wheel: a link of its bucket's ring. */
  static class Entry {
    private Entry previous = this;
    private Entry next = this;
    private long tick;

    private void unlink() {
      previous.next = next;
      next.previous = previous;
      previous = this;
      next = this;
    }

    private void linkBefore(Entry other) {
      previous = other.previous;
      next = other;
      previous.next = this;
      other.previous = this;
    }

    private boolean isLinked() {
      return next != this;
    }
  }

  private final long tickNanos;
  private final Entry[] buckets;
  private final Entry firing = new Entry();
  private long last;
  private int size;

  /**
   * @param buckets entries later than {@code tickNanos * buckets} are passed over once a round
   */
  Wheel(long tickNanos, int buckets) {
    this.tickNanos = tickNanos;
    this.buckets = new Entry[buckets];
    for (int i = 0; i < buckets; i++) {
      this.buckets[i] = new Entry();
    }
  }

  /** Sets or moves the entry's deadline; it fires never before it, and at most a tick after it. */
  void put(E entry, long deadlineNanos) {
    Entry link = entry;
    remove(entry);
    link.tick = Math.max(Math.ceilDiv(deadlineNanos, tickNanos), last + 1);
    link.linkBefore(bucket(link.tick));
    size++;
  }

  void remove(E entry) {
    Entry link = entry;
    if (link.isLinked()) {
      link.unlink();
      size--;
    }
  }

  int size() {
    return size;
  }

  /** Takes out what is due and hands it over; what shall fire again must be put again. */
  void advance(long nowNanos, Consumer<E> due) {
    long now = Math.floorDiv(nowNanos, tickNanos);
    long first = Math.max(last + 1, now - buckets.length + 1);
    for (long tick = first; tick <= now; tick++) {
      collect(bucket(tick), now);
    }
    last = Math.max(last, now);
    while (firing.isLinked()) {
      @SuppressWarnings("unchecked") // only put() links, and it takes only E
      E entry = (E) firing.next;
      remove(entry);
      due.accept(entry);
    }
  }

  private void collect(Entry bucket, long now) {
    for (Entry link = bucket.next; link != bucket; ) {
      Entry following = link.next;
      if (link.tick <= now) {
        link.unlink();
        link.linkBefore(firing);
      }
      link = following;
    }
  }

  /** A copy of what stands in the wheel, in no order. */
  List<E> entries() {
    List<E> entries = new ArrayList<>(size);
    for (Entry bucket : buckets) {
      for (Entry link = bucket.next; link != bucket; link = link.next) {
        @SuppressWarnings("unchecked") // only put() links, and it takes only E
        E entry = (E) link;
        entries.add(entry);
      }
    }
    return entries;
  }

  private Entry bucket(long tick) {
    return buckets[(int) Math.floorMod(tick, (long) buckets.length)];
  }
}
