package neuratrade.pipeline.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import neuratrade.pipeline.message.UnreadableException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object in the order they came, read in a single pass without a tree.
 * Numbers stay text until a message asks for them, so a number nobody asks for is never parsed.
 * Nested values are passed over and found again when they are asked for.
 */
final class Fields {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int MAX_FIELDS = 64;
  private static final int MAX_ID = 64;
  private static final int MAX_TEXT = 1024;

  // A number that is too long is the field's fault, not the JSON's, and only if the field is asked
  // for; the record's size bounds it.
  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
          .build();
  private final String[] names = new String[MAX_FIELDS];
  private final @Nullable String[] texts = new String[MAX_FIELDS];
  private final JsonToken[] kinds = new JsonToken[MAX_FIELDS];
  // Where a nested value lies in the record's value.
  private final int[] begins = new int[MAX_FIELDS];
  private final int[] ends = new int[MAX_FIELDS];
  private byte[] value = {};
  private int count;
  private boolean clockWasAhead;

  /**
   * Replaces the fields by those of the object in {@code value}; of a name that stands twice, the
   * last one counts.
   */
  void read(byte[] value) throws UnreadableException {
    this.value = value;
    count = 0;
    clockWasAhead = false;
    try (JsonParser parser = json.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableException(Reason.MALFORMED_JSON, "the value is not a JSON object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (count == MAX_FIELDS) {
          throw new UnreadableException(
              Reason.INVALID_FIELD, "more than %d fields".formatted(MAX_FIELDS));
        }
        JsonToken kind = parser.nextToken();
        names[count] = name;
        kinds[count] = kind;
        if (kind.isStructStart()) {
          texts[count] = null;
          begins[count] = (int) parser.currentTokenLocation().getByteOffset();
          parser.skipChildren();
          ends[count] = (int) parser.currentLocation().getByteOffset();
        } else {
          texts[count] = parser.getText();
        }
        count++;
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new UnreadableException(Reason.MALFORMED_JSON, "something follows the JSON object");
      }
    } catch (IOException e) {
      throw new UnreadableException(Reason.MALFORMED_JSON, firstLine(e));
    }
  }

  boolean clockWasAhead() {
    return clockWasAhead;
  }

  /** A text of 1 to 1024 characters. */
  String text(String name) throws UnreadableException {
    return unicode(name, boundedText(name, MAX_TEXT));
  }

  /** The common field {@code id}. */
  String id() throws UnreadableException {
    return unicode("id", boundedText("id", MAX_ID));
  }

  /** An account's or quest's name: 1 to 64 of {@code A-Z a-z 0-9 _ . -}, and not {@code all}. */
  String name(String field) throws UnreadableException {
    String text = boundedText(field, MAX_ID);
    if (!Names.isName(text)) {
      throw noName(field);
    }
    return text;
  }

  /** An exchange's name in lower case: in whatever case it is written, it is the same exchange. */
  String exchange(String field) throws UnreadableException {
    String text = boundedText(field, MAX_ID);
    if (!Names.isExchange(text)) {
      throw noName(field);
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** A symbol as {@link Names#isSymbol} has it. */
  String symbol(String field) throws UnreadableException {
    String text = boundedText(field, MAX_TEXT);
    if (!Names.isSymbol(text)) {
      throw invalid(field, "is not BASE/QUOTE, each 1 to 32 of A-Z 0-9 . _ -");
    }
    return text;
  }

  /** A text of 1 to 1024 characters; null if it is not there. */
  @Nullable String optionalText(String name) throws UnreadableException {
    return find(name) < 0 ? null : text(name);
  }

  /** Exchanges as {@link #exchange} has them, each once; null if they are not there. */
  @Nullable List<String> optionalExchanges(String name, int most) throws UnreadableException {
    int i = find(name);
    if (i < 0) {
      return null;
    }
    if (kinds[i] != JsonToken.START_ARRAY || begins[i] < 0) {
      throw invalid(name, "is not an array");
    }
    List<String> found = new ArrayList<>();
    try (JsonParser parser = json.createParser(value, begins[i], ends[i] - begins[i])) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (found.size() == most) {
          throw invalid(name, "has more than %d names".formatted(most));
        }
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
        String exchange = text.toLowerCase(Locale.ROOT);
        if (!Names.isExchange(text) || found.contains(exchange)) {
          throw invalid(name, "are not different names of 1 to 64 of A-Z a-z 0-9 _ . -");
        }
        found.add(exchange);
      }
    } catch (IOException e) {
      throw new UnreadableException(Reason.MALFORMED_JSON, firstLine(e));
    }
    return found;
  }

  /**
   * The common field {@code occurred_at}, taken back to the broker's time if it is a little ahead
   * of it.
   */
  Instant occurredAt(Instant broker) throws UnreadableException {
    Instant time = time("occurred_at");
    if (!time.isAfter(broker)) {
      return time;
    }
    if (time.isAfter(broker.plus(TOLERANCE))) {
      throw new UnreadableException(
          Reason.FROM_THE_FUTURE,
          "occurred_at %s, but the broker's clock said %s".formatted(time, broker));
    }
    clockWasAhead = true;
    return broker;
  }

  @Nullable Instant optionalTime(String name) throws UnreadableException {
    return find(name) < 0 ? null : time(name);
  }

  /** One of a closed set of words, which are the names of {@code words} in lower case. */
  <E extends Enum<E>> E oneOf(String name, Class<E> words) throws UnreadableException {
    String text = text(name);
    List<String> known = new ArrayList<>();
    for (E word : words.getEnumConstants()) {
      String lower = word.name().toLowerCase(Locale.ROOT);
      if (lower.equals(text)) {
        return word;
      }
      known.add(lower);
    }
    throw invalid(name, "is none of " + String.join(", ", known));
  }

  /** A JSON object as it came, at most {@code longest} bytes. */
  String object(String name, int longest) throws UnreadableException {
    String object = optionalObject(name, longest);
    if (object == null) {
      throw missing(name);
    }
    return object;
  }

  /** A JSON object as it came, at most {@code longest} bytes; null if it is not there. */
  @Nullable String optionalObject(String name, int longest) throws UnreadableException {
    int i = find(name);
    if (i < 0) {
      return null;
    }
    if (kinds[i] != JsonToken.START_OBJECT) {
      throw invalid(name, "is not a JSON object");
    }
    if (ends[i] - begins[i] > longest) {
      throw invalid(name, "is longer than %d bytes".formatted(longest));
    }
    try {
      return Json.slice(value, begins[i], ends[i]);
    } catch (IOException e) {
      throw new UnreadableException(Reason.MALFORMED_JSON, name + " is not UTF-8");
    }
  }

  /** Rising whole percents from 1 to 99; null if they are not there. */
  @Nullable List<Integer> optionalPercents(String name, int most) throws UnreadableException {
    int i = find(name);
    if (i < 0) {
      return null;
    }
    if (kinds[i] != JsonToken.START_ARRAY || begins[i] < 0) {
      throw invalid(name, "is not an array");
    }
    List<Integer> percents = new ArrayList<>();
    try (JsonParser parser = json.createParser(value, begins[i], ends[i] - begins[i])) {
      parser.nextToken();
      int before = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (percents.size() == most) {
          throw invalid(name, "has more than %d percents".formatted(most));
        }
        int percent = percent(parser);
        if (percent <= before) {
          throw invalid(name, "are not rising whole percents from 1 to 99");
        }
        percents.add(percent);
        before = percent;
      }
    } catch (IOException e) {
      throw new UnreadableException(Reason.MALFORMED_JSON, firstLine(e));
    }
    return percents;
  }

  BigDecimal decimal(String name) throws UnreadableException {
    BigDecimal value = optionalDecimal(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  @Nullable BigDecimal optionalDecimal(String name) throws UnreadableException {
    int i = find(name);
    if (i < 0) {
      return null;
    }
    String text = texts[i];
    if (text == null || !(kinds[i].isNumeric() || kinds[i] == JsonToken.VALUE_STRING)) {
      throw invalid(name, "is not a decimal number");
    }
    return Decimals.parse(name, text);
  }

  BigDecimal positive(String name) throws UnreadableException {
    BigDecimal value = decimal(name);
    if (value.signum() <= 0) {
      throw invalid(name, "is not above zero");
    }
    return value;
  }

  BigDecimal notNegative(String name) throws UnreadableException {
    BigDecimal value = decimal(name);
    if (value.signum() < 0) {
      throw invalid(name, "is below zero");
    }
    return value;
  }

  @Nullable BigDecimal optionalNotNegative(String name) throws UnreadableException {
    return find(name) < 0 ? null : notNegative(name);
  }

  @Nullable Integer optionalCount(String name) throws UnreadableException {
    int i = find(name);
    if (i < 0) {
      return null;
    }
    String text = texts[i];
    try {
      if (text != null && kinds[i] == JsonToken.VALUE_NUMBER_INT) {
        int value = Integer.parseInt(text);
        if (value >= 0) {
          return value;
        }
      }
    } catch (NumberFormatException e) {
      throw invalid(name, "is too large for a count");
    }
    throw invalid(name, "is not a whole number of 0 or more");
  }

  boolean flag(String name, boolean absent) throws UnreadableException {
    return find(name) < 0 ? absent : flag(name);
  }

  boolean flag(String name) throws UnreadableException {
    int i = find(name);
    if (i < 0) {
      throw missing(name);
    }
    if (!kinds[i].isBoolean()) {
      throw invalid(name, "is neither true nor false");
    }
    return kinds[i] == JsonToken.VALUE_TRUE;
  }

  /** 0 for what is no percent: the text is looked at, since a number may be of any length. */
  private static int percent(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      return 0;
    }
    String text = parser.getText();
    return text.length() <= 2 && text.charAt(0) != '-' ? Integer.parseInt(text) : 0;
  }

  Instant time(String name) throws UnreadableException {
    try {
      return Rfc3339.parse(boundedText(name, MAX_TEXT));
    } catch (DateTimeException e) {
      throw invalid(name, "is not an RFC 3339 time such as 2026-01-31T09:30:00Z");
    }
  }

  static UnreadableException invalid(String field, String what) {
    return new UnreadableException(Reason.INVALID_FIELD, field + " " + what);
  }

  private static UnreadableException noName(String field) {
    return invalid(field, "is not 1 to 64 of A-Z a-z 0-9 _ . -, or is 'all'");
  }

  private static UnreadableException missing(String field) {
    return new UnreadableException(Reason.MISSING_FIELD, field + " is missing");
  }

  private String boundedText(String name, int longest) throws UnreadableException {
    int i = find(name);
    if (i < 0) {
      throw missing(name);
    }
    String text = texts[i];
    if (text == null || kinds[i] != JsonToken.VALUE_STRING) {
      throw invalid(name, "is not a text");
    }
    if (text.isEmpty() || text.length() > longest) {
      throw invalid(name, "is not 1 to %d characters".formatted(longest));
    }
    return text;
  }

  private static String unicode(String name, String text) throws UnreadableException {
    if (hasLoneSurrogate(text)) {
      throw invalid(name, "is not Unicode");
    }
    return text;
  }

  /** Half a character, which JSON can escape and nobody can write again as UTF-8. */
  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private int find(String name) {
    for (int i = count - 1; i >= 0; i--) {
      if (names[i].equals(name)) {
        return kinds[i] == JsonToken.VALUE_NULL ? -1 : i;
      }
    }
    return -1;
  }

  private static String firstLine(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
