package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import neuratrade.broker.junit.BrokerResource;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The gateway with a key of its own, by Quarkus' own settings. */
@QuarkusTest
@TestProfile(VariedGateway.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class TlsTest {

  private static final String PASSWORD = "only-for-this-test";

  @Test
  void notificationsAndAnswersComeOverTls() throws Exception {
    Gateways.awaitReading();
    String token = TestTokens.trusted().of("42");
    String port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", String.class);
    URI address = URI.create("https://localhost:" + port);
    HttpClient http = HttpClient.newBuilder().sslContext(trusting()).build();
    try (Producing producing = new Producing();
        Client client =
            Client.open(
                http,
                URI.create("wss://localhost:" + port + "/ws"),
                options -> options.header("Authorization", "Bearer " + token))) {
      assertThat(client.next().path("type").asText()).isEqualTo("authenticated");
      client.say("{\"action\":\"subscribe\",\"channels\":[\"risk:42\"]}");
      assertThat(client.next().path("action").asText()).isEqualTo("subscribed");
      RecordMetadata unused = producing.send("risk:42", "\"" + "x".repeat(100_000) + "\"");
      assertThat(client.next().path("data").asText()).hasSize(100_000);

      HttpResponse<String> stats =
          http.send(
              HttpRequest.newBuilder(address.resolve("/api/v1/stream/stats"))
                  .timeout(Client.BOUND)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(stats.statusCode()).isEqualTo(200);
      assertThat(stats.sslSession()).isPresent();
    }
    Gateways.awaitEmpty();
  }

  private static SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(OwnKey.file())) {
      store.load(in, PASSWORD.toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Makes a key that nobody has signed but itself. */
  public static final class OwnKey implements QuarkusTestResourceLifecycleManager {

    private static @Nullable Path directory;

    static Path file() {
      if (directory == null) {
        throw new IllegalStateException("no key was made");
      }
      return directory.resolve("key.p12");
    }

    @Override
    public Map<String, String> start() {
      try {
        directory = Files.createTempDirectory("gateway-tls");
        make(file());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.of(
          "quarkus.http.test-ssl-port",
          "0",
          "quarkus.http.ssl.certificate.key-store-file",
          file().toString(),
          "quarkus.http.ssl.certificate.key-store-password",
          PASSWORD);
    }

    private static void make(Path file) throws IOException {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "gateway",
                  "-keyalg",
                  "EC",
                  "-groupname",
                  "secp256r1",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "san=dns:localhost",
                  "-validity",
                  "2",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  file.toString(),
                  "-storepass",
                  PASSWORD)
              .inheritIO()
              .start();
      try {
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
          keytool.destroyForcibly();
          throw new IllegalStateException("keytool has made no key");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void stop() {
      try {
        if (directory != null) {
          Files.deleteIfExists(file());
          Files.deleteIfExists(directory);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
