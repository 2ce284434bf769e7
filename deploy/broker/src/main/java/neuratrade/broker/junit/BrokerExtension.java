package neuratrade.broker.junit;

import neuratrade.broker.Broker;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test method or constructor the JVM's one {@link Broker} and {@link TestTopics} of its
 * own. The broker starts with the first test that asks for it and ends with the test run; the
 * topics end with the test.
 */
public final class BrokerExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(BrokerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Broker.class || type == TestTopics.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Broker broker =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Broker.class, key -> Broker.start(), Broker.class);
    if (parameter.getParameter().getType() == Broker.class) {
      return broker;
    }
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            TestTopics.class, key -> new TestTopics(broker.bootstrapServers()), TestTopics.class);
  }
}
