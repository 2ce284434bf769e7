package neuratrade.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import neuratrade.gateway.protocol.Inbound.Wanted;
import org.jspecify.annotations.Nullable;

/** Reads one entry of a request's {@code channels}: a channel, or an object that says more. */
final class WantedReader {

  private static final int MOST_CURSORS = 256;
  private static final Pattern SINCE = Pattern.compile("([1-9][0-9]{0,4})([smh])");
  private static final Duration LONGEST_SINCE = Duration.ofHours(24);
  private static final double MOST_HZ = 1000;

  private WantedReader() {}

  static Wanted read(JsonNode entry) throws InvalidFieldException {
    JsonNode channel = entry.isObject() ? entry.path("channel") : entry;
    if (!channel.isTextual()) {
      throw new InvalidFieldException(
          "a channel must be a text or an object with the text channel");
    }
    List<Cursor> cursors = cursors(entry.path("cursors"));
    Duration since = since(entry.path("since"));
    if (since != null && !cursors.isEmpty()) {
      throw new InvalidFieldException("give cursors or since, not both");
    }
    return new Wanted(channel.textValue(), cursors, since, mode(entry));
  }

  private static List<Cursor> cursors(JsonNode json) throws InvalidFieldException {
    List<Cursor> cursors = new ArrayList<>();
    if (!json.isMissingNode() && (!json.isArray() || json.size() > MOST_CURSORS)) {
      throw new InvalidFieldException("cursors must be an array of at most 256 cursors");
    }
    for (JsonNode each : json) {
      Cursor cursor = each.isTextual() ? Cursor.parse(each.textValue()) : null;
      if (cursor == null) {
        throw new InvalidFieldException("a cursor must be one that a gateway sent");
      }
      cursors.add(cursor);
    }
    return cursors;
  }

  private static @Nullable Duration since(JsonNode json) throws InvalidFieldException {
    if (json.isMissingNode()) {
      return null;
    }
    Matcher parts = SINCE.matcher(json.asText());
    Duration since = parts.matches() ? duration(parts.group(1), parts.group(2)) : null;
    if (since == null || since.compareTo(LONGEST_SINCE) > 0) {
      throw new InvalidFieldException("since must be a time such as 90s, 15m or 2h, up to 24h");
    }
    return since;
  }

  private static Duration duration(String number, String unit) {
    long amount = Long.parseLong(number);
    return switch (unit) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static Mode mode(JsonNode entry) throws InvalidFieldException {
    JsonNode hz = entry.path("max_hz");
    JsonNode mode = entry.path("mode");
    return switch (mode.isMissingNode() ? Mode.EVERY.text() : mode.asText()) {
      case "every" -> {
        if (!hz.isMissingNode()) {
          throw new InvalidFieldException("max_hz belongs to the mode latest");
        }
        yield Mode.EVERY;
      }
      case "latest" -> new Mode(true, pauseNanos(hz));
      default -> throw new InvalidFieldException("mode must be every or latest");
    };
  }

  private static long pauseNanos(JsonNode hz) throws InvalidFieldException {
    if (hz.isMissingNode()) {
      return 0;
    }
    double times = hz.asDouble();
    if (!hz.isNumber() || times < 1 / 3600.0 || times > MOST_HZ) {
      throw new InvalidFieldException("max_hz must be a number from 1/3600 to 1000");
    }
    return (long) (TimeUnit.SECONDS.toNanos(1) / times);
  }
}
