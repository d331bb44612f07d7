package com.example.greeting;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Greets, and says which process does. */
@SpringBootApplication
@RestController
public class GreetingApplication extends SpringBootServletInitializer {

    @Override
    protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
        return builder.sources(GreetingApplication.class);
    }

    @GetMapping("/greeting")
    Map<String, Object> greeting(@RequestParam(defaultValue = "World") String name) {
        return Map.of("greeting", "Hello, " + name + "!", "pid", ProcessHandle.current().pid());
    }

    public static void main(String[] arguments) {
        SpringApplication.run(GreetingApplication.class, arguments);
    }
}
