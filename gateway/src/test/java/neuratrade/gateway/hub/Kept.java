package neuratrade.gateway.hub;

import static java.util.Objects.requireNonNull;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import neuratrade.gateway.protocol.Cursor;
import neuratrade.gateway.protocol.Inbound.Wanted;
import neuratrade.gateway.protocol.Mode;

/** What a client keeps of one of its subscriptions, as the protocol tells it to. */
final class Kept {

  final String channel;
  final Mode mode;

  /** Whether the gateway has answered: before that no cursor counts for it. */
  boolean answered;

  /** Whether the client has left the channel for a while. */
  boolean left;

  /** Records that came, and that the client has asked for again since. */
  final BitSet wished = new BitSet();

  private Map<Integer, Cursor> cursors = new HashMap<>();

  Kept(String channel, Mode mode) {
    this.channel = channel;
    this.mode = mode;
  }

  boolean hears(String told) {
    return told.equals(channel) || told.equals("risk:all") || channel.equals("risk:*");
  }

  /** The place of the lane up to which the client has what it hears. */
  long last(int lane) {
    return cursors.containsKey(lane) ? requireNonNull(cursors.get(lane)).offset() : Long.MAX_VALUE;
  }

  /** Takes the gateway's word for where it begins. */
  void begin(List<Cursor> begun) {
    Map<Integer, Cursor> taken = new HashMap<>();
    begun.forEach(each -> taken.put(each.lane(), each));
    cursors = taken;
    answered = true;
  }

  /** Takes the cursor of what came, unless it has one that is farther. */
  void keep(Cursor cursor) {
    if (cursor.offset() > last(cursor.lane())) {
      Cursor unused = requireNonNull(cursors.put(cursor.lane(), cursor));
    }
  }

  List<Cursor> cursors() {
    return List.copyOf(cursors.values());
  }

  Wanted wanted() {
    return new Wanted(channel, cursors(), null, mode);
  }
}
