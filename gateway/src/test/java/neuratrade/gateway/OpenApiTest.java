package neuratrade.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import neuratrade.broker.junit.BrokerResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerResource.class)
@WithTestResource(TokenResource.class)
class OpenApiTest {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  @Test
  void theDocumentTellsExactlyTheRoutes() throws Exception {
    JsonNode document = Client.json(Gateways.get("/q/openapi?format=json").body());

    Set<String> told = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                  if (METHODS.contains(method)) {
                    told.add(method + " " + path.getKey());
                  }
                }));

    assertThat(told).isNotEmpty().isEqualTo(Routes.all());
  }

  /** Sees the router that the routes are registered on. */
  @Singleton
  static class Routes {

    private static @Nullable Router router;

    void see(@Observes Router main) {
      router = main;
    }

    static Set<String> all() {
      Set<String> routes = new TreeSet<>();
      for (Route route : requireNonNull(router).getRoutes()) {
        if (route.getPath() != null
            && route.getPath().startsWith("/api/")
            && route.methods() != null) {
          for (HttpMethod method : route.methods()) {
            routes.add(
                method.name().toLowerCase(Locale.ROOT)
                    + " "
                    + route.getPath().replaceAll(":(\\w+)", "{$1}"));
          }
        }
      }
      return routes;
    }
  }
}
