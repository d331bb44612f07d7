package org.jcorn.grid.spring;

import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.util.HtmlUtils;

/** A page and its form, JSON, an upload, a streamed answer and a session. */
@RestController
public class GreetingController {

    /** {@return a page that greets, with a form on it} */
    @RequestMapping(path = "/page", produces = "text/html;charset=UTF-8")
    public String page(@RequestParam("name") String name) {
        return "<p>Hello, " + HtmlUtils.htmlEscape(name, "UTF-8") + "!</p>"
                + "<form method=\"post\" action=\"page\"><input type=\"text\" name=\"name\"></form>";
    }

    /** {@return JSON that greets whom the JSON names} */
    @PostMapping("/json")
    public Map<String, String> json(@RequestBody Map<String, String> asked) {
        return Map.of("greeting", "Hello, " + asked.get("name") + "!");
    }

    /** {@return the name and the size of a file} */
    @PostMapping("/upload")
    public String upload(@RequestParam("file") MultipartFile file) {
        return file.getOriginalFilename() + ": " + file.getSize() + " bytes";
    }

    /** {@return a thousand lines, each sent by itself, by a thread of Spring's} */
    @GetMapping("/stream")
    public StreamingResponseBody stream() {
        return body -> {
            for (int line = 1; line <= 1000; line++) {
                body.write(("line " + line + "\n").getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        };
    }

    /** {@return how often the client came} */
    @GetMapping("/session")
    public String session(HttpSession session) {
        Integer before = (Integer) session.getAttribute("visits");
        int visits = before == null ? 1 : before + 1;
        session.setAttribute("visits", visits);
        return "visit " + visits;
    }
}
