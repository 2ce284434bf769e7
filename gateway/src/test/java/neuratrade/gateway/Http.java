package neuratrade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks the gateway over HTTP, with a token. */
record Http(String token) {

  static Http with(String token) {
    return new Http(token);
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(Client.address("http", path)).GET());
  }

  /**
   * @param headers names and values in turn
   */
  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(Client.address("http", path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          request.header("Authorization", "Bearer " + token).timeout(Client.BOUND).build(),
          BodyHandlers.ofString());
    }
  }

  /** RFC 9457. */
  static void isProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    JsonNode problem = Client.json(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(problem.path("type").asText()).isEqualTo("about:blank");
  }
}
