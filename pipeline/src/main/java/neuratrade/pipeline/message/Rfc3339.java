package neuratrade.pipeline.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Times as <a href="https://www.rfc-editor.org/rfc/rfc3339">RFC 3339</a> writes them. Every event
 * carries one, so the usual form, UTC with at most nanoseconds, is read without a formatter; every
 * other form goes to java.time.
 */
final class Rfc3339 {

  private static final int SECONDS_END = 19;
  private static final int MAX_FRACTION = 9;

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
    return Instant.ofEpochSecond(epochDay * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
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
