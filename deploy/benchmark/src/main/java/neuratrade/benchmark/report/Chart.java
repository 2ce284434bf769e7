package neuratrade.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure of several subjects, drawn as bars beside each other.
 *
 * @param title what is measured, with its unit
 */
public record Chart(String title, List<Row> rows) {

  /**
   * @param bar what the design demands of it; null for a peer, which stands there to be compared
   */
  public record Row(String subject, double value, @Nullable Bar bar) {}

  /**
   * @param text the demand, as the design states it
   */
  public record Bar(String text, boolean met) {

    @Override
    public String toString() {
      return text + (met ? "  met" : "  missed");
    }
  }

  private static final int WIDTH = 30;

  public Chart {
    rows = List.copyOf(rows);
  }

  /** Lines of text, without colours, at most about 120 characters wide. */
  public List<String> lines() {
    double longest = rows.stream().mapToDouble(Row::value).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(title);
    for (Row row : rows) {
      int length = longest <= 0 ? 0 : (int) Math.round(WIDTH * Math.max(0, row.value()) / longest);
      String line =
          "  %-22s %11s  %-30s"
              .formatted(row.subject(), Numbers.shown(row.value()), "#".repeat(length));
      lines.add(row.bar() == null ? line.stripTrailing() : line + "  " + row.bar());
    }
    return lines;
  }
}
