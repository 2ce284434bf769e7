package neuratrade.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationsTest {

  private static final Instant AT = Instant.parse("2026-11-23T09:30:00Z");

  private final Revocations revocations = new Revocations(Duration.ofDays(7));

  @Test
  void tokensOfBeforeNoLongerHoldAndThoseOfAfterDo() {
    revoke("eve", AT);

    assertThat(revocations.cover(holder("eve", AT.minusSeconds(1)))).isTrue();
    assertThat(revocations.cover(holder("eve", AT))).isTrue();
    assertThat(revocations.cover(holder("eve", AT.plusSeconds(1)))).isFalse();
    assertThat(revocations.cover(holder("bob", AT.minusSeconds(1)))).isFalse();
  }

  @Test
  void theLatestRevocationCounts() {
    revoke("eve", AT);
    revoke("eve", AT.plusSeconds(60));

    assertThat(revocations.cover(holder("eve", AT.plusSeconds(30)))).isTrue();
    assertThat(revocations.size()).isEqualTo(1);
  }

  @Test
  void whatIsOlderThanTheTopicKeepsIsForgotten() {
    revoke("eve", AT);
    revoke("eve2", AT.plus(Duration.ofDays(1)));
    revoke("bob", AT.plus(Duration.ofDays(7)).plusSeconds(1));

    assertThat(revocations.size()).isEqualTo(2);
    assertThat(revocations.cover(holder("eve", AT))).isFalse();
    assertThat(revocations.cover(holder("eve2", AT))).isTrue();
  }

  @Test
  void nothingIsForgottenWhileTheTopicIsReadAgain() {
    revoke("eve", AT);
    revocations.loaded();
    revocations.begin(1);

    assertThat(revocations.isLoaded()).isFalse();
    assertThat(revocations.cover(holder("eve", AT))).isTrue();
  }

  @Test
  void thereIsABound() {
    for (int i = 0; i < 100_010; i++) {
      assertThat(apply("s" + i, AT, "{}")).isNotNull();
    }

    assertThat(revocations.size()).isEqualTo(100_000);
    assertThat(revocations.cover(holder("s100009", AT))).isTrue();
    assertThat(revocations.cover(holder("s9", AT))).isFalse();
  }

  @Test
  void aRepeatMeansTheTokensOfTheFirstTime() {
    assertThat(apply("eve", AT, "{\"id\":\"i\"}")).isEqualTo(new Revocation("eve", AT, "i"));
    assertThat(apply("eve", AT.plusSeconds(60), "{\"id\":\"i\"}")).isNull();

    assertThat(revocations.cover(holder("eve", AT.plusSeconds(30)))).isFalse();
  }

  private void revoke(String subject, Instant at) {
    assertThat(apply(subject, at, "nonsense")).isEqualTo(new Revocation(subject, at, ""));
  }

  private @Nullable Revocation apply(String subject, Instant at, String value) {
    return revocations.apply(
        new ConsumerRecord<>(
            "t",
            0,
            0,
            at.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            subject.getBytes(UTF_8),
            value.getBytes(UTF_8),
            new RecordHeaders(),
            Optional.empty()));
  }

  private static Holder holder(String subject, Instant issuedAt) {
    return new Holder(subject, Set.of(), false, issuedAt, AT.plusSeconds(3_600));
  }
}
