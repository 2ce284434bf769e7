package neuratrade.benchmark.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import neuratrade.benchmark.client.Payload;

/**
 * As little as a server can do: it knows no Kafka and no tokens, has made each channel's frame
 * before, and on a client's word writes it to every client so many times, with one flush each.
 */
final class BareServer {

  private static final int BACKLOG = 4_096;
  private static final int MOST_REQUEST_BYTES = 64 << 10;
  private static final Pattern CHANNEL = Pattern.compile("\"channels\":\\[\"([^\"]+)\"]");
  private static final String SUBSCRIBED = "{\"type\":\"subscription\",\"action\":\"subscribed\"}";

  /** A client and the frame of its channel. */
  private record Member(ChannelHandlerContext outlet, ByteBuf frame) {}

  private final Map<EventLoop, List<Member>> members = new ConcurrentHashMap<>();
  private final Map<String, ByteBuf> frames = new ConcurrentHashMap<>();

  /** {@code <event loops>}: prints {@code listening <port>}, ends with its standard input. */
  public static void main(String[] args) throws IOException {
    BareServer server = new BareServer();
    EventLoopGroup acceptor = new NioEventLoopGroup(1);
    EventLoopGroup loops = new NioEventLoopGroup(Integer.parseInt(args[0]));
    try {
      loops.forEach(loop -> server.members.put((EventLoop) loop, new ArrayList<>()));
      Channel listening =
          new ServerBootstrap()
              .group(acceptor, loops)
              .channel(NioServerSocketChannel.class)
              .option(io.netty.channel.ChannelOption.SO_BACKLOG, BACKLOG)
              .childOption(io.netty.channel.ChannelOption.TCP_NODELAY, true)
              .childHandler(server.new Opening())
              .bind("127.0.0.1", 0)
              .syncUninterruptibly()
              .channel();
      System.out.println("listening " + ((InetSocketAddress) listening.localAddress()).getPort());
      while (System.in.read() >= 0) {
        // Nothing is ever written; its end is our end.
      }
    } finally {
      var unused = acceptor.shutdownGracefully();
      var unusedToo = loops.shutdownGracefully();
    }
  }

  private void subscribe(ChannelHandlerContext client, String channel) {
    ByteBuf frame = frames.computeIfAbsent(channel, BareServer::frame);
    // The first context's writes pass no handler on their way out.
    Member member = new Member(client.pipeline().firstContext(), frame);
    requireNonNull(members.get(client.channel().eventLoop())).add(member);
  }

  private void sendAll(int burst) {
    members.forEach((loop, own) -> loop.execute(() -> send(own, burst)));
  }

  private static void send(List<Member> members, int burst) {
    for (Member member : members) {
      for (int i = 0; i < burst; i++) {
        var unused =
            member
                .outlet()
                .write(member.frame().retainedDuplicate(), member.outlet().voidPromise());
      }
      member.outlet().flush();
    }
  }

  private static ByteBuf frame(String channel) {
    byte[] message = Payload.message(channel).getBytes(US_ASCII);
    return Unpooled.directBuffer(4 + message.length)
        .writeByte(0x81)
        .writeByte(126)
        .writeShort(message.length)
        .writeBytes(message);
  }

  private final class Opening extends ChannelInitializer<Channel> {

    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              new HttpServerCodec(),
              new HttpObjectAggregator(MOST_REQUEST_BYTES),
              new WebSocketServerProtocolHandler("/ws"),
              new Words());
    }
  }

  /** What clients say: a subscription, or how often the frame is due. */
  private final class Words extends SimpleChannelInboundHandler<TextWebSocketFrame> {

    @Override
    protected void channelRead0(ChannelHandlerContext client, TextWebSocketFrame said) {
      String text = said.text();
      Matcher channel = CHANNEL.matcher(text);
      if (channel.find()) {
        subscribe(client, channel.group(1));
        var unused = client.writeAndFlush(new TextWebSocketFrame(SUBSCRIBED));
      } else {
        sendAll(Integer.parseInt(text));
      }
    }
  }
}
