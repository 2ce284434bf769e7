package neuratrade.gateway.hub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import neuratrade.gateway.protocol.CloseCode;

/** A client's open WebSocket as its connection sees it. Belongs to the connection's event loop. */
public interface Socket {

  /** What {@link #queuedBytes} counts beside the bytes of each write. */
  int WRITE_OVERHEAD_BYTES = 96;

  ByteBufAllocator allocator();

  /** Queues whole frames and takes over the buffer; nothing leaves before {@link #flush}. */
  void write(ByteBuf frames);

  void flush();

  /** What is written and has not left, in bytes. */
  long queuedBytes();

  /** Whether little enough waits for more to be written that has time. */
  boolean isWritable();

  /** Whether the shard is told when {@link #isWritable} is so again. */
  void watch(boolean on);

  /** Stops and starts the handing over of what the client says. */
  void pause();

  void resume();

  /** Queues and flushes a close frame; the client's answer ends the TCP connection. */
  void close(CloseCode code);

  /** Ends the TCP connection now and drops what is queued. */
  void abort();
}
