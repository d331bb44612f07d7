import java.io.IOException;
import java.nio.ByteBuffer;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.WebSocket;
import org.jcorn.WebSocketListener;

/** A WebSocket that sends back what it gets: jcorn -k netty Echo:app, in this directory. */
public class Echo implements WebSocketListener {

    static void app(Request request, Response response) throws Exception {
        if (!request.upgrade(new Echo())) {
            response.send("Connect with a WebSocket client.\n");
        }
    }

    @Override
    public void onText(WebSocket socket, String message) throws IOException {
        socket.sendText(message);
    }

    @Override
    public void onBinary(WebSocket socket, ByteBuffer message) throws IOException {
        socket.sendBinary(message);
    }
}
