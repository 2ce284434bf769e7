package neuratrade.benchmark.gateway;

/**
 * How much is measured; the defaults of the options are what the bars are for.
 *
 * @param runs of each server
 * @param subscribers of one channel
 * @param warmUpMillis with few subscribers, and again with all of them
 * @param millis of each measured part of fan-out
 * @param seconds how long latency is measured
 */
public record GatewaySizes(
    int runs, int subscribers, int warmUpMillis, int millis, int warmUpSeconds, int seconds) {}
