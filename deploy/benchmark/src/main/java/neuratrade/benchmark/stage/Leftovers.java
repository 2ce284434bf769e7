package neuratrade.benchmark.stage;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** The topics of runs that are over; a run's records are large, and the next run makes its own. */
record Leftovers(Admin admin) {

  private static final long BOUND_SECONDS = 30;

  void delete(String prefix) {
    try {
      List<String> topics =
          admin.listTopics().names().get(BOUND_SECONDS, TimeUnit.SECONDS).stream()
              .filter(name -> name.startsWith(prefix))
              .toList();
      Object unused = admin.deleteTopics(topics).all().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("topics of the last run cannot be deleted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while deleting topics", e);
    }
  }
}
