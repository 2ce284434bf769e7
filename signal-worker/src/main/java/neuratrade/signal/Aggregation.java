package neuratrade.signal;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import neuratrade.pipeline.message.Decimals;
import neuratrade.signal.Signal.Idea;
import org.jspecify.annotations.Nullable;

/** Makes one idea of all that points the same way. */
final class Aggregation {

  /** What an arbitrage rests on, however it was found. */
  static final String CROSS_EXCHANGE = "cross_exchange";

  private static final BigDecimal MOST_CONFIDENCE = BigDecimal.ONE;
  private static final BigDecimal MOST_BONUS = new BigDecimal("0.2");

  private Aggregation() {}

  /**
   * @param opportunities that bring enough profit, at least one
   */
  static Candidate arbitrage(List<Opportunity> opportunities) {
    List<Opportunity> best = new ArrayList<>(opportunities);
    best.sort((a, b) -> b.profit().compareTo(a.profit()));
    Set<String> exchanges = new TreeSet<>();
    for (Opportunity each : best) {
      exchanges.add(each.buyExchange());
      exchanges.add(each.sellExchange());
    }
    Range buy = Range.of(best.stream().map(Opportunity::buyPrice).toList());
    Range sell = Range.of(best.stream().map(Opportunity::sellPrice).toList());
    Range profit =
        new Range(
            gain(buy.max(), sell.min()),
            gain(buy.min(), sell.max()),
            gain(buy.mean(), sell.mean()));
    BigDecimal confidence =
        confidence(arbitrageConfidence(best.getFirst().profit()), "0.05", best.size());
    Idea idea =
        new Idea(
            Kind.ARBITRAGE,
            Side.BUY,
            Strength.of(
                confidence.multiply(profit.mean()),
                new BigDecimal("0.004"),
                new BigDecimal("0.01")),
            confidence,
            profit.mean(),
            new BigDecimal("0.08"),
            List.copyOf(exchanges),
            List.of(CROSS_EXCHANGE));
    return new Candidate(
        idea,
        idea.exchanges(),
        best.size(),
        latest(best.stream().map(Opportunity::at).toList()),
        latest(best.stream().map(Opportunity::endsAt).toList()),
        new Candidate.Gap(
            buy,
            sell,
            profit,
            distinct(best.stream().map(Opportunity::buyExchange).toList()),
            distinct(best.stream().map(Opportunity::sellExchange).toList())),
        List.of(),
        null);
  }

  /** A gap that is too wide is rather a wrong price. */
  private static BigDecimal arbitrageConfidence(BigDecimal profit) {
    if (profit.compareTo(new BigDecimal("0.05")) > 0) {
      return new BigDecimal("0.5");
    }
    return new BigDecimal(profit.compareTo(new BigDecimal("0.005")) > 0 ? "0.8" : "0.7");
  }

  private static BigDecimal gain(BigDecimal buy, BigDecimal sell) {
    return sell.subtract(buy).divide(buy, Decimals.STORED);
  }

  /**
   * @param crossings of one side, at least one
   * @param life how long what the newest shows counts
   */
  static Candidate technical(List<Crossing> crossings, Duration life) {
    Set<Component> components = new TreeSet<>();
    Set<String> exchanges = new TreeSet<>();
    for (Crossing each : crossings) {
      components.add(each.component());
      exchanges.add(each.exchange());
    }
    Instant newest = latest(crossings.stream().map(Crossing::at).toList());
    int count = components.size();
    BigDecimal sum =
        components.stream().map(Component::confidence).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal confidence = confidence(mean(sum, count), "0.1", count);
    Idea idea =
        new Idea(
            Kind.TECHNICAL,
            crossings.getFirst().component().side(),
            byConfidence(confidence),
            confidence,
            new BigDecimal("0.02").add(new BigDecimal("0.006").multiply(extra(count))),
            risk(count),
            List.copyOf(exchanges),
            components.stream().map(Component::text).sorted().toList());
    return new Candidate(
        idea, idea.exchanges(), count, newest, newest.plus(life), null, crossings, null);
  }

  /**
   * @param proposals of one side, at least one
   * @param traded where the symbol is traded, for those that name no exchange
   * @param reasoning of the newest
   */
  static Candidate proposed(
      Side side, List<Proposal> proposals, List<String> traded, @Nullable String reasoning) {
    Set<String> sources = new TreeSet<>();
    Set<String> named = new TreeSet<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (Proposal each : proposals) {
      sources.add(each.source());
      named.addAll(each.exchanges());
      sum = sum.add(each.confidence());
    }
    int count = proposals.size();
    BigDecimal confidence = confidence(mean(sum, count), "0.1", count);
    Idea idea =
        new Idea(
            Kind.PROPOSED,
            side,
            byConfidence(confidence),
            confidence,
            null,
            risk(count),
            named.isEmpty() ? traded : List.copyOf(named),
            List.copyOf(sources));
    return new Candidate(
        idea,
        List.copyOf(named),
        count,
        latest(proposals.stream().map(Proposal::at).toList()),
        latest(proposals.stream().map(Proposal::endsAt).toList()),
        null,
        List.of(),
        reasoning);
  }

  private static BigDecimal confidence(BigDecimal base, String bonus, int count) {
    return base.add(new BigDecimal(bonus).multiply(extra(count)).min(MOST_BONUS))
        .min(MOST_CONFIDENCE);
  }

  private static Strength byConfidence(BigDecimal confidence) {
    return Strength.of(confidence, new BigDecimal("0.5"), new BigDecimal("0.8"));
  }

  private static BigDecimal risk(int count) {
    return new BigDecimal("0.2")
        .subtract(new BigDecimal("0.03").multiply(extra(count)))
        .max(new BigDecimal("0.1"));
  }

  private static BigDecimal extra(int count) {
    return BigDecimal.valueOf(count - 1L);
  }

  private static BigDecimal mean(BigDecimal sum, int count) {
    return sum.divide(BigDecimal.valueOf(count), Decimals.STORED);
  }

  private static Instant latest(Collection<Instant> times) {
    return requireNonNull(times.stream().max(Instant::compareTo).orElse(null));
  }

  private static List<String> distinct(List<String> names) {
    return names.stream().distinct().sorted().toList();
  }
}
