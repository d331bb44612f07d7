package org.jcorn.grid.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A page and its form, JSON, an upload, a streamed answer and a session. */
@Path("/")
public class GreetingResource {

    /** {@return a page that greets, with a form on it} */
    @GET
    @Path("page")
    @Produces("text/html;charset=UTF-8")
    public String page(@QueryParam("name") String name) {
        return "<p>Hello, " + name.replace("&", "&amp;").replace("<", "&lt;") + "!</p>"
                + "<form method=\"post\" action=\"page\"><input type=\"text\" name=\"name\"></form>";
    }

    /** {@return the page, for whom the form names} */
    @POST
    @Path("page")
    @Produces("text/html;charset=UTF-8")
    public String form(@FormParam("name") String name) {
        return page(name);
    }

    /** {@return JSON that greets whom the JSON names} */
    @POST
    @Path("json")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, String> json(Map<String, String> asked) {
        return Map.of("greeting", "Hello, " + asked.get("name") + "!");
    }

    /** {@return the name and the size of a file} */
    @POST
    @Path("upload")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public String upload(List<EntityPart> parts) throws IOException {
        EntityPart file = parts.get(0);
        try (InputStream content = file.getContent()) {
            return file.getFileName().orElseThrow() + ": " + content.readAllBytes().length + " bytes";
        }
    }

    /** Send a thousand lines, each by itself, when another thread has resumed the request. */
    @GET
    @Path("stream")
    public void stream(@Suspended AsyncResponse response) {
        new Thread(() -> response.resume((StreamingOutput) GreetingResource::lines), "stream").start();
    }

    private static void lines(OutputStream body) throws IOException {
        for (int line = 1; line <= 1000; line++) {
            body.write(("line " + line + "\n").getBytes(StandardCharsets.UTF_8));
            body.flush();
        }
    }

    /** {@return how often the client came} */
    @GET
    @Path("session")
    public String session(@Context HttpServletRequest request) {
        HttpSession session = request.getSession();
        Integer before = (Integer) session.getAttribute("visits");
        int visits = before == null ? 1 : before + 1;
        session.setAttribute("visits", visits);
        return "visit " + visits;
    }
}
