package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jcorn.worker.netty.WebSocketFrameBytes.FIN;
import static org.jcorn.worker.netty.WebSocketFrameBytes.PONG;
import static org.jcorn.worker.netty.WebSocketFrameBytes.close;
import static org.jcorn.worker.netty.WebSocketFrameBytes.frame;
import static org.jcorn.worker.netty.WebSocketFrameBytes.ping;
import static org.jcorn.worker.netty.WebSocketFrameBytes.text;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.jcorn.NonBlocking;
import org.jcorn.WebSocket;
import org.jcorn.WebSocketListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for whom, and how it ends. */
class WebSocketFlowTest {

    private static final String KILO = "k".repeat(1000);

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final RecordingListener listener = new RecordingListener();

    /** A socket whose listener runs when {@link #run} says so. */
    private TestSocket slow() {
        return new TestSocket.Builder(listener).executor(tasks::add).open();
    }

    private void run(TestSocket socket) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        socket.channel.runPendingTasks();
    }

    @Test
    void doesNotReadFasterThanTheListenerHears() {
        // Given
        TestSocket socket = slow();
        assertThat(socket.channel.config().isAutoRead()).isTrue();
        // When
        for (int i = 0; i < 100; i++) {
            socket.send(text(i + KILO));
        }
        // Then: it has stopped, and what it has read stays where it is
        assertThat(socket.channel.config().isAutoRead()).isFalse();
        assertThat(listener.heard).isEmpty();
        // When
        while (!tasks.isEmpty()) {
            run(socket);
        }
        // Then
        assertThat(listener.heard).hasSize(101);
        assertThat(listener.heard.get(100)).isEqualTo("text:99" + KILO);
        assertThat(socket.channel.config().isAutoRead()).isTrue();
        socket.channel.finishAndReleaseAll();
    }

    @Test
    void pingsAreAnsweredWhileTheListenerIsBusy() {
        TestSocket socket = slow();
        socket.send(text("a"), ping("still there?"));
        assertThat(socket.frames()).containsExactly("pong:still there?");
        assertThat(listener.heard).isEmpty();
        socket.channel.finishAndReleaseAll();
    }

    @Test
    void aClientThatDoesNotReadGetsThePongForItsLastPing() {
        // Given
        TestSocket socket = slow();
        writable(socket, false);
        // When
        for (int i = 0; i < 1000; i++) {
            socket.send(ping("ping " + i));
        }
        assertThat(socket.frames()).isEmpty();
        writable(socket, true);
        // Then
        assertThat(socket.frames()).containsExactly("pong:ping 999");
        socket.channel.finishAndReleaseAll();
    }

    private static void writable(TestSocket socket, boolean is) {
        socket.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, is);
        socket.channel.runPendingTasks();
    }

    @Test
    void theCloseOfAClientHasItsTurnBehindItsMessages() throws IOException {
        // Given
        TestSocket socket = slow();
        // When
        socket.send(text("question"), close(1000, "thanks"));
        // Then
        assertThat(socket.frames()).isEmpty();
        tasks.remove().run();
        assertThat(listener.heard).containsExactly("open", "text:question");
        listener.socket().sendText("answer");
        run(socket);
        run(socket);
        assertThat(socket.frames()).containsExactly("text:answer", "close:1000:thanks");
        assertThat(listener.heard).containsExactly("open", "text:question", "close:1000:thanks");
        assertThat(socket.channel.isOpen()).isFalse();
        assertThat(socket.shared.open()).isZero();
    }

    @Test
    void whatCameBeforeTheConnectionBrokeIsHeard() {
        TestSocket socket = slow();
        socket.send(text("last words"));
        socket.vanish();
        run(socket);
        assertThat(listener.heard).containsExactly("open", "text:last words", "close:1006:");
        assertThat(socket.shared.open()).isZero();
        assertThat(socket.logged()).isEmpty();
    }

    @Test
    void closesFromThisEnd() {
        // Given
        TestSocket socket = new TestSocket.Builder(listener).open();
        // When
        listener.socket().close(4000, "enough");
        listener.socket().close(1000, "again");
        // Then
        assertThat(listener.socket().isOpen()).isFalse();
        assertThatThrownBy(() -> listener.socket().sendText("x")).isInstanceOf(IOException.class);
        assertThat(socket.frames()).containsExactly("close:4000:enough");
        // When
        socket.send(text("unheard"), ping("unanswered"), close(4000, ""));
        // Then
        assertThat(listener.heard).containsExactly("open", "close:4000:enough");
        assertThat(socket.frames()).isEmpty();
        assertThat(socket.channel.isOpen()).isFalse();
    }

    @Test
    void messagesThatWaitAreNotHeardOnceThisEndHasClosed() {
        TestSocket socket = slow();
        socket.send(text("a"), text("b"));
        socket.shared.stop();
        socket.send(close(1001, ""));
        run(socket);
        assertThat(listener.heard).containsExactly("open", "close:1001:going away");
        assertThat(socket.shared.open()).isZero();
    }

    @Test
    void cutsAClientThatDoesNotAnswerItsClose() {
        TestSocket socket = new TestSocket.Builder(listener).open();
        socket.shared.stop();
        assertThat(socket.frames()).containsExactly("close:1001:going away");
        socket.advance(4);
        assertThat(socket.channel.isOpen()).isTrue();
        assertThat(socket.shared.open()).isOne();
        socket.advance(2);
        assertThat(socket.channel.isOpen()).isFalse();
        assertThat(listener.heard).containsExactly("open", "close:1006:");
        assertThat(socket.shared.open()).isZero();
    }

    @Test
    void aSocketOpenedDuringTheStopIsClosed() {
        TestSocket first = new TestSocket.Builder(listener).open();
        first.shared.stop();
        RecordingListener late = new RecordingListener();
        WebSocketUpgrader upgrader = new WebSocketUpgrader(first.shared);
        upgrader.agree(late, "", "", "/", null);
        TestSocket.Http http = new TestSocket.Http();
        EmbeddedChannel channel = new EmbeddedChannel(http);
        upgrader.takeOver(channel.pipeline().context(http), ByteBuffer.allocate(0));
        assertThat(late.heard).containsExactly("open");
        assertThat(late.socket().isOpen()).isFalse();
        channel.finishAndReleaseAll();
        first.channel.finishAndReleaseAll();
    }

    @Test
    void aListenerThatThrowsIsLoggedAndClosedWith1011() {
        // Given
        RecordingListener clumsy = new RecordingListener() {
            @Override
            public void onText(WebSocket from, String message) {
                throw new IllegalStateException("oh " + message);
            }
        };
        TestSocket socket = new TestSocket.Builder(clumsy).open();
        // When
        socket.send(text("no"), text("again"));
        // Then
        assertThat(socket.frames()).containsExactly("close:1011:");
        socket.send(close(1011, ""));
        assertThat(clumsy.heard).containsExactly("open", "close:1011:");
        assertThat(socket.logged()).containsExactly("ERROR Error handling WebSocket /chat");
    }

    @Test
    void aListenerThatFailsAtTheStartAndAtTheEndIsHeardOfTwice() {
        TestSocket socket = new TestSocket.Builder(new WebSocketListener() {
                    @Override
                    public void onOpen(WebSocket from) {
                        throw new StackOverflowError();
                    }

                    @Override
                    public void onClose(WebSocket from, int code, String reason) throws IOException {
                        throw new IOException("not about sending");
                    }
                })
                .open();
        socket.vanish();
        assertThat(socket.logged()).hasSize(2);
        assertThat(socket.shared.open()).isZero();
    }

    @Test
    void sendingToAClientThatIsGoneIsNoErrorOfTheListener() {
        RecordingListener answering = new RecordingListener() {
            @Override
            public void onText(WebSocket from, String message) throws Exception {
                super.onText(from, message);
                from.sendText("answer");
            }
        };
        TestSocket socket =
                new TestSocket.Builder(answering).executor(tasks::add).open();
        socket.send(text("question"));
        socket.vanish();
        run(socket);
        assertThat(answering.heard).containsExactly("open", "text:question", "close:1006:");
        assertThat(socket.logged()).isEmpty();
    }

    @NonBlocking
    private static final class Inline extends RecordingListener {}

    @Test
    void anInlineListenerIsNotReadForWhileItsAnswersAreUnsent() {
        // Given
        Inline inline = new Inline();
        TestSocket socket = new TestSocket.Builder(inline).executor(tasks::add).open();
        // When
        writable(socket, false);
        socket.send(text("a"), text("b"));
        // Then
        assertThat(inline.heard).containsExactly("open", "text:a");
        assertThat(socket.channel.config().isAutoRead()).isFalse();
        // When
        writable(socket, true);
        // Then
        assertThat(inline.heard).containsExactly("open", "text:a", "text:b");
        assertThat(socket.channel.config().isAutoRead()).isTrue();
        assertThat(tasks).isEmpty();
        socket.channel.finishAndReleaseAll();
    }

    @Test
    void aClientThatMakesNoMoveIsCutAfterTheTimeout() {
        // Given
        TestSocket socket = new TestSocket.Builder(listener)
                .settings(Map.of("timeout", "20"))
                .open();
        // When
        writable(socket, false);
        socket.advance(15);
        assertThat(socket.channel.isOpen()).isTrue();
        for (int i = 0; i < 5; i++) {
            socket.advance(5);
        }
        // Then
        assertThat(socket.channel.isOpen()).isFalse();
        assertThat(listener.heard).containsExactly("open", "close:1006:");
        assertThat(socket.logged())
                .containsExactly("WARNING Slow client ip=192.0.2.1, WebSocket /chat: no move for 20 s");
    }

    @Test
    void aClientThatReadsAgainInTimeIsNot() {
        TestSocket socket = new TestSocket.Builder(listener)
                .settings(Map.of("timeout", "20"))
                .open();
        writable(socket, false);
        socket.advance(5);
        writable(socket, true);
        for (int i = 0; i < 10; i++) {
            socket.advance(5);
        }
        assertThat(socket.channel.isOpen()).isTrue();
        socket.channel.finishAndReleaseAll();
    }

    @Test
    void pongsReachTheListener() throws IOException {
        TestSocket socket = new TestSocket.Builder(listener).open();
        listener.socket().ping(ByteBuffer.wrap(new byte[] {'h', 'i'}));
        assertThat(socket.frames()).containsExactly("ping:hi");
        socket.send(frame(FIN | PONG, "hi"));
        assertThat(listener.heard).containsExactly("open", "pong:hi");
        socket.channel.finishAndReleaseAll();
    }

    @Test
    void refusesWhatCannotBeSent() {
        TestSocket socket = new TestSocket.Builder(listener).open();
        WebSocket end = listener.socket();
        assertThatThrownBy(() -> end.sendText("lone \ud800 surrogate")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> end.ping(ByteBuffer.allocate(126))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> end.close(1000, "é".repeat(62))).isInstanceOf(IllegalArgumentException.class);
        assertThat(end.isOpen()).isTrue();
        assertThat(socket.frames()).isEmpty();
        socket.channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 999, 1002, 1004, 1005, 1006, 1012, 1015, 2999, 5000})
    void refusesCodesThatAnApplicationMustNotSend(int code) {
        TestSocket socket = new TestSocket.Builder(listener).open();
        assertThatThrownBy(() -> listener.socket().close(code, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(code));
        socket.channel.finishAndReleaseAll();
    }

    @Test
    void whatIsSentMayBeReused() throws IOException {
        TestSocket socket = new TestSocket.Builder(listener).open();
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});
        buffer.get();
        listener.socket().sendBinary(buffer);
        buffer.clear().put((byte) 9).put((byte) 9);
        assertThat(socket.frames()).containsExactly("binary:0203");
        socket.channel.finishAndReleaseAll();
    }
}
