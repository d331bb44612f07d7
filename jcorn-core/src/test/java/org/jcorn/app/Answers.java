package org.jcorn.app;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.jcorn.Application;
import org.jcorn.Request;
import org.jcorn.Response;

/** Asks an application for its answer, with a request and a response that know nothing but {@code send(String)}. */
final class Answers {

    private Answers() {}

    static String of(Application application) throws Exception {
        AtomicReference<String> sent = new AtomicReference<>("");
        Request request = (Request) Proxy.newProxyInstance(
                Answers.class.getClassLoader(), new Class<?>[] {Request.class}, (self, method, arguments) -> "");
        Response response = (Response) Proxy.newProxyInstance(
                Answers.class.getClassLoader(), new Class<?>[] {Response.class}, (self, method, arguments) -> {
                    if (method.getName().equals("send") && arguments[0] instanceof String body) {
                        sent.set(body);
                    }
                    return self;
                });
        application.handle(request, response);
        return String.valueOf(sent.get());
    }
}
