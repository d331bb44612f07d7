package org.jcorn.grid.spring.boot;

import org.jcorn.grid.spring.EchoConfiguration;
import org.jcorn.grid.spring.GreetingController;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.annotation.Import;

/** The application, which a servlet container starts. */
@SpringBootApplication
@Import({GreetingController.class, EchoConfiguration.class})
public class Application extends SpringBootServletInitializer {

    @Override
    protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
        return builder.sources(Application.class);
    }
}
