package neuratrade.pipeline.stage;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Which of Kafka's exceptions end a stage; all others abort a transaction and are tried again. */
final class Failures {

  private Failures() {}

  static boolean isFatal(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof FatalStageException
          || each instanceof ProducerFencedException
          || each instanceof FencedInstanceIdException
          || each instanceof InvalidProducerEpochException
          || each instanceof InvalidPidMappingException
          || each instanceof OutOfOrderSequenceException
          || each instanceof UnsupportedVersionException
          || each instanceof AuthorizationException
          || each instanceof AuthenticationException) {
        return true;
      }
    }
    return false;
  }
}
