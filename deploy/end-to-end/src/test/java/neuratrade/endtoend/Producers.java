package neuratrade.endtoend;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What may stand between a stage and the broker: the real producer, alone or with a fault. */
final class Producers {

  private static final int EVERY = 3;

  private Producers() {}

  static Producer<byte[], byte[]> real(Map<String, Object> properties) {
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** One that writes every record by itself, as a worker would that knows no transactions. */
  static Producer<byte[], byte[]> withoutTransactions(Map<String, Object> properties) {
    Map<String, Object> plain = new HashMap<>(properties);
    plain.remove("transactional.id");
    plain.remove("transaction.timeout.ms");
    // It waits for each record, and nobody else's shares the request.
    plain.put("linger.ms", 0);
    Producer<byte[], byte[]> real = real(plain);
    return proxy((method, call) ->
        switch (method) {
          case "initTransactions",
              "beginTransaction",
              "commitTransaction",
              "abortTransaction",
              "sendOffsetsToTransaction" ->
              null;
          case "send" -> {
            Object sent = call.on(real);
            if (sent instanceof Future<?> future) {
              Object unused = Ground.done(future);
            }
            yield sent;
          }
          default -> call.on(real);
        });
  }

  /** One that fails after the sends, before the broker hears of the commit, every third time. */
  static Producer<byte[], byte[]> failingBeforeCommit(
      Map<String, Object> properties, AtomicInteger faults) {
    Producer<byte[], byte[]> real = real(properties);
    AtomicInteger calls = new AtomicInteger();
    return proxy((method, call) -> {
      if (method.equals("sendOffsetsToTransaction") && calls.incrementAndGet() % EVERY == 0) {
        real.flush();
        faults.incrementAndGet();
        throw new KafkaException("a fault of the test, before the broker heard of the commit");
      }
      return call.on(real);
    });
  }

  /** One whose commit times out though the broker has committed, every third time. */
  static Producer<byte[], byte[]> timingOutAfterCommit(
      Map<String, Object> properties, AtomicInteger faults) {
    Producer<byte[], byte[]> real = real(properties);
    AtomicInteger calls = new AtomicInteger();
    return proxy((method, call) -> {
      if (!method.equals("commitTransaction")) {
        return call.on(real);
      }
      int number = calls.incrementAndGet();
      if (number % EVERY == 1 && number > 1) {
        // The commit that is tried again: the real producer knows that it is done.
        return null;
      }
      Object result = call.on(real);
      if (number % EVERY == 0) {
        faults.incrementAndGet();
        throw new TimeoutException("a fault of the test, after the broker committed");
      }
      return result;
    });
  }

  private interface Call {
    @Nullable Object on(Producer<byte[], byte[]> real) throws Throwable;
  }

  private interface Fault {
    @Nullable Object call(String method, Call call) throws Throwable;
  }

  @SuppressWarnings("unchecked")
  private static Producer<byte[], byte[]> proxy(Fault fault) {
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) ->
                fault.call(
                    method.getName(),
                    real -> {
                      try {
                        return method.invoke(real, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    }));
  }
}
