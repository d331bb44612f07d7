import org.jcorn.Request;
import org.jcorn.Response;

/** The smallest application: jcorn -w 2 Hello:app, in this directory. */
public class Hello {

    static void app(Request request, Response response) throws Exception {
        response.send("Hello, world!\n");
    }
}
