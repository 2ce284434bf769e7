package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A way in which connections end. */
enum Ending {
  CLIENT_CLOSE {
    @Override
    void end(RawClient client, int number) throws IOException {
      client.sayClose(1000);
      assertThat(client.closeCode()).isEqualTo(1000);
      client.awaitEnd();
    }
  },

  TCP_RESET {
    @Override
    void end(RawClient client, int number) throws IOException {
      client.reset();
    }
  },

  /** The client's machine has gone without a word: only the heartbeat can tell. */
  HALF_OPEN {
    @Override
    void all(Crowd crowd, int count) throws Exception {
      double before = Gateways.closes("4002");
      List<RawClient> clients = crowd.each(count, this::open);
      await()
          .atMost(Client.BOUND)
          .untilAsserted(() -> assertThat(Gateways.closes("4002")).isEqualTo(before + count));
      clients.forEach(RawClient::leave);
    }
  },

  CLOSE_DURING_SUBSCRIBE {
    @Override
    RawClient open(int number) throws IOException {
      return RawClient.authenticated(TestTokens.trusted().of(ACCOUNT));
    }

    @Override
    void end(RawClient client, int number) throws IOException {
      client.say(MANY_CHANNELS);
      if (number % 2 == 0) {
        client.reset();
      } else {
        client.close();
      }
    }
  },

  CLOSE_DURING_FAN_OUT {
    @Override
    void all(Crowd crowd, int count) throws Exception {
      try (Talking talking = new Talking(CHANNEL, "1")) {
        super.all(crowd, count);
        assertThat(talking.said()).isPositive();
      }
    }

    @Override
    void end(RawClient client, int number) throws IOException {
      assertThat(client.nextText()).contains("\"notification\"");
      if (number % 2 == 0) {
        client.reset();
      } else {
        client.close();
      }
    }
  },

  SERVER_CLOSE {
    @Override
    void end(RawClient client, int number) throws IOException {
      int code = offend(client, number);
      assertThat(client.closeCode()).isEqualTo(code);
      client.sayClose(1000);
      client.awaitEnd();
    }

    private static int offend(RawClient client, int number) throws IOException {
      switch (number % 4) {
        case 0 -> {
          client.send(RawClient.BINARY, new byte[] {1});
          return 1003;
        }
        case 1 -> {
          client.send(RawClient.TEXT, new byte[] {(byte) 0xC3, 0x28});
          return 1007;
        }
        case 2 -> {
          client.send(RawClient.TEXT, new byte[66_000]);
          return 1009;
        }
        default -> {
          for (int i = 0; i < 20; i++) {
            client.say("{}");
          }
          return 4429;
        }
      }
    }
  },

  TOKEN_EXPIRY {
    @Override
    void all(Crowd crowd, int count) throws Exception {
      together(crowd, count, this);
    }

    @Override
    RawClient open(int number) throws IOException {
      return RawClient.subscribed(TestTokens.trusted().lasting(BRIEF, ACCOUNT), CHANNEL);
    }

    @Override
    void end(RawClient client, int number) throws IOException {
      assertThat(client.closeCode()).isEqualTo(4403);
    }
  },

  UNAUTHENTICATED {
    @Override
    void all(Crowd crowd, int count) throws Exception {
      together(crowd, count, this);
    }

    @Override
    RawClient open(int number) throws IOException {
      return RawClient.open();
    }

    @Override
    void end(RawClient client, int number) throws IOException {
      assertThat(client.closeCode()).isEqualTo(4401);
    }
  },

  REFUSED_UPGRADE {
    @Override
    void all(Crowd crowd, int count) throws Exception {
      var unused =
          crowd.each(
              count,
              number -> {
                String answer = RawClient.answer("Authorization: Bearer nonsense");
                assertThat(answer).startsWith("HTTP/1.1 401 ");
                return answer;
              });
    }
  },

  SLOW {
    @Override
    void all(Crowd crowd, int count) throws Exception {
      double before = Gateways.closes("4001");
      List<RawClient> clients = crowd.each(count, this::open);
      try (Talking talking = new Talking(CHANNEL, "\"" + "x".repeat(8_000) + "\"")) {
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(Gateways.closes("4001")).isEqualTo(before + count));
        assertThat(talking.said()).isPositive();
      }
      clients.forEach(RawClient::leave);
    }
  };

  private static final String ACCOUNT = "42";
  private static final String CHANNEL = "risk:" + ACCOUNT;

  /** Over before the heartbeat can tell that the client is silent. */
  private static final Duration BRIEF = Duration.ofSeconds(3);

  private static final String MANY_CHANNELS =
      IntStream.range(0, 50)
          .mapToObj(number -> "\"signals:A" + number + "/B\"")
          .collect(Collectors.joining(",", "{\"action\":\"subscribe\",\"channels\":[", "]}"));

  /** So many connections come and end so, a bounded number of them at once. */
  void all(Crowd crowd, int count) throws Exception {
    var unused =
        crowd.each(
            count,
            number -> {
              RawClient client = open(number);
              end(client, number);
              client.leave();
              return number;
            });
  }

  /** The same for ways that take their time: all are there before the first one ends. */
  private static void together(Crowd crowd, int count, Ending ending) throws Exception {
    List<RawClient> clients = crowd.each(count, ending::open);
    for (int number = 0; number < count; number++) {
      ending.end(clients.get(number), number);
    }
    clients.forEach(RawClient::leave);
  }

  RawClient open(int number) throws IOException {
    return RawClient.subscribed(TestTokens.trusted().of(ACCOUNT), CHANNEL);
  }

  void end(RawClient client, int number) throws IOException {
    client.leave();
  }

  /** As the printed line names it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
