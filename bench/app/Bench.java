import java.io.IOException;
import java.util.Arrays;
import org.jcorn.NonBlocking;
import org.jcorn.Request;
import org.jcorn.Response;

/** What jcorn answers in the benchmark; the peers answer the same. */
public class Bench {
    private static final byte[] HELLO = {'H', 'e', 'l', 'l', 'o', ',', ' ', 'w', 'o', 'r', 'l', 'd', '!', '\n'};
    private static final byte[] BODY = new byte[100 * 1024];

    static {
        Arrays.fill(BODY, (byte) 'x');
    }

    /** A handler that may block. */
    static void app(Request request, Response response) throws Exception {
        String path = request.path();
        if (path.equals("/sleep")) {
            Thread.sleep(20);
            path = "/";
        }
        answer(path, request, response);
    }

    /** The same without {@code /sleep}, for the thread that reads and writes. */
    @NonBlocking
    static void inline(Request request, Response response) throws IOException {
        answer(request.path(), request, response);
    }

    private static void answer(String path, Request request, Response response) throws IOException {
        response.header("Content-Type", "text/plain");
        switch (path) {
            case "/" -> response.send(HELLO);
            case "/echo" -> response.send(request.body().readAllBytes());
            case "/body" -> response.send(BODY);
            default -> response.status(404);
        }
    }
}
