package neuratrade.pipeline.stage;

import neuratrade.pipeline.fold.Program;
import neuratrade.pipeline.message.Event;
import org.jspecify.annotations.Nullable;

/** Keeps the buffers of a program's folding from batch to batch. */
final class Folder {

  private final Outputs outputs;
  private final int partitions;
  private @Nullable Folding<?, ?> folding;

  Folder(Outputs outputs, int partitions) {
    this.outputs = outputs;
    this.partitions = partitions;
  }

  <S, E extends Event> void fold(Program<S, E> program, Batch batch) {
    Folding<?, ?> present = folding;
    if (present == null || !present.isOf(program)) {
      present = new Folding<>(program, outputs, partitions);
      folding = present;
    }
    present.fold(batch);
  }
}
