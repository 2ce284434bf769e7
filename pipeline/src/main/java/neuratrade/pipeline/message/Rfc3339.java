package neuratrade.pipeline.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Times as <a href="https://www.rfc-editor.org/rfc/rfc3339">RFC 3339</a> writes them. Every event
 * carries one and every state and notification some, so the usual form, UTC with at most
 * nanoseconds, is read and written without a formatter; every other form goes to java.time.
 */
public final class Rfc3339 {

  private static final int SECONDS_END = 19;
  private static final int MAX_FRACTION = 9;
  private static final int LONGEST = SECONDS_END + 1 + MAX_FRACTION + 1;
  private static final int DAY_SECONDS = 86_400;
  private static final long FIRST_SECOND = LocalDate.of(0, 1, 1).toEpochDay() * DAY_SECONDS;
  private static final long END_SECOND = LocalDate.of(10_000, 1, 1).toEpochDay() * DAY_SECONDS;

  private Rfc3339() {}

  /**
   * @throws DateTimeException if {@code text} is not such a time
   */
  static Instant parse(String text) {
    int length = text.length();
    if (length < SECONDS_END + 1
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      throw new DateTimeException("not YYYY-MM-DDThh:mm:ss and an offset");
    }
    if (text.charAt(length - 1) != 'Z' || text.charAt(10) != 'T') {
      return OffsetDateTime.parse(text).toInstant();
    }
    int nanos = fraction(text, length - 1);
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, SECONDS_END);
    if (nanos < 0
        || year < 0
        || month < 0
        || day < 0
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59) {
      return OffsetDateTime.parse(text).toInstant();
    }
    long epochDay = LocalDate.of(year, month, day).toEpochDay();
    return Instant.ofEpochSecond(
        epochDay * DAY_SECONDS + hour * 3_600L + minute * 60L + second, nanos);
  }

  /** The same text as {@link Instant#toString}. */
  public static String text(Instant time) {
    long second = time.getEpochSecond();
    if (second < FIRST_SECOND || second >= END_SECOND) {
      return time.toString();
    }
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, DAY_SECONDS));
    int ofDay = Math.floorMod(second, DAY_SECONDS);
    byte[] out = new byte[LONGEST];
    put(out, 0, 4, date.getYear());
    out[4] = '-';
    put(out, 5, 7, date.getMonthValue());
    out[7] = '-';
    put(out, 8, 10, date.getDayOfMonth());
    out[10] = 'T';
    put(out, 11, 13, ofDay / 3_600);
    out[13] = ':';
    put(out, 14, 16, ofDay / 60 % 60);
    out[16] = ':';
    put(out, 17, SECONDS_END, ofDay % 60);
    int end = putFraction(out, time.getNano());
    out[end] = 'Z';
    return new String(out, 0, end + 1, ISO_8859_1);
  }

  /** In three, six or nine digits, or none. */
  private static int putFraction(byte[] out, int nanos) {
    if (nanos == 0) {
      return SECONDS_END;
    }
    int digits = MAX_FRACTION;
    int shown = nanos;
    while (shown % 1_000 == 0) {
      shown /= 1_000;
      digits -= 3;
    }
    out[SECONDS_END] = '.';
    int end = SECONDS_END + 1 + digits;
    put(out, SECONDS_END + 1, end, shown);
    return end;
  }

  private static void put(byte[] out, int from, int to, int value) {
    int rest = value;
    for (int i = to - 1; i >= from; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static int fraction(String text, int end) {
    if (end == SECONDS_END) {
      return 0;
    }
    int count = end - SECONDS_END - 1;
    if (text.charAt(SECONDS_END) != '.' || count < 1 || count > MAX_FRACTION) {
      return -1;
    }
    int nanos = digits(text, SECONDS_END + 1, end);
    for (int i = count; nanos > 0 && i < MAX_FRACTION; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
