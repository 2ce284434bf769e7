package neuratrade.pipeline.stage;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stage's transactions, one at a time: opened on the stage's thread, filled and committed on
 * another while the stage folds on. A batch is confirmed, or it is undone and its transaction
 * aborted; nothing lies between.
 */
final class Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  private final Producer<byte[], byte[]> producer;
  private final ExecutorService committer;
  private final StageMeters meters;

  private @Nullable Batch committing;
  private @Nullable Future<?> commit;
  private boolean open;

  Transactions(Producer<byte[], byte[]> producer, ExecutorService committer, StageMeters meters) {
    this.producer = producer;
    this.committer = committer;
    this.meters = meters;
  }

  /** Fences whoever had this id before, and waits until what it left open has ended. */
  void init() {
    long deadline = System.nanoTime() + StageSettings.INIT_BOUND.toNanos();
    while (true) {
      try {
        producer.initTransactions();
        return;
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        if (System.nanoTime() > deadline) {
          throw new FatalStageException("the brokers gave no transactions in time", e);
        }
      }
    }
  }

  boolean isCommitting() {
    return commit != null;
  }

  /**
   * Starts to write a folded batch and to commit it. The one before must have been {@link #settle
   * settled}.
   */
  void start(Batch batch) {
    long begun = System.nanoTime();
    committing = batch;
    producer.beginTransaction();
    open = true;
    commit =
        committer.submit(() -> {
          for (ProducerRecord<byte[], byte[]> output : batch.outputs) {
            // A send that fails fails the commit, which is waited for.
            Future<?> unused = producer.send(output);
          }
          producer.sendOffsetsToTransaction(batch.offsets, batch.group);
          commit(System.nanoTime() + StageSettings.COMMIT_BOUND.toNanos());
          meters.committed(System.nanoTime() - begun);
        });
  }

  /** A commit that timed out may have happened, so it may only be tried again as a commit. */
  private void commit(long deadline) {
    while (true) {
      try {
        producer.commitTransaction();
        return;
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        if (System.nanoTime() > deadline) {
          throw new FatalStageException("a commit was not answered in time", e);
        }
      }
    }
  }

  /**
   * Waits for the commit in flight, if there is one, and confirms its batch.
   *
   * @return whether a batch was confirmed
   * @throws RuntimeException why it failed; the batch is still {@link #failed}
   */
  boolean settle(Duration bound) {
    Future<?> running = commit;
    Batch batch = committing;
    if (running == null || batch == null) {
      return false;
    }
    try {
      Object unused = running.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      commit = null;
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new FatalStageException(
          "a commit did not end within %d ms".formatted(bound.toMillis()), e);
    } catch (InterruptedException | CancellationException e) {
      throw new FatalStageException("the wait for a commit was interrupted", e);
    }
    commit = null;
    committing = null;
    open = false;
    batch.confirmed();
    meters.confirmed(batch);
    return true;
  }

  /** Confirms the batch whose commit has ended, without waiting. */
  boolean settleIfDone() {
    Future<?> running = commit;
    return running != null && running.isDone() && settle(StageSettings.COMMIT_BOUND);
  }

  /**
   * Ends the commit in flight, if there is one, for good: confirmed, or aborted, or left as it is
   * if it may have happened, which the next owner finds out. Nothing can be started any more.
   */
  void finish(Duration bound) {
    try {
      boolean unused = settle(bound);
    } catch (RuntimeException e) {
      if (!Failures.isFatal(e)) {
        LOG.warn("the last batch is not committed; the next owner reads it again", e);
        abort();
        return;
      }
      LOG.error("it is not known whether the last batch is committed", e);
      commit = null;
      committing = null;
      open = false;
    }
  }

  /** Undoes the batch that was not confirmed, and aborts its transaction. */
  void abort() {
    Batch batch = committing;
    committing = null;
    if (batch != null) {
      batch.undo();
    }
    if (!open) {
      return;
    }
    long deadline = System.nanoTime() + StageSettings.COMMIT_BOUND.toNanos();
    while (open) {
      try {
        producer.abortTransaction();
        open = false;
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        if (System.nanoTime() > deadline) {
          throw new FatalStageException("an abort was not answered in time", e);
        }
      } catch (RuntimeException e) {
        throw new FatalStageException("a transaction can be neither committed nor aborted", e);
      }
    }
    meters.aborted();
  }
}
