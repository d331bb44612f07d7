package com.example.shop;

import org.jcorn.Jcorn;
import org.jcorn.hook.Hooks;

/** A program that is its own server: {@code mvn compile exec:java}, or {@code java -jar} of a shaded jar. */
public final class Shop {

    private Shop() {}

    /**
     * Serve.
     *
     * @param args whom to greet, if there is anybody
     */
    public static void main(String[] args) {
        String name = args.length > 0 ? args[0] : "world";
        Jcorn.application((request, response) -> response.send("Hello, " + name + "!\n"))
                .set("bind", "127.0.0.1:8000")
                .set("workers", 2)
                .hooks(Hooks.builder()
                        .whenReady(arbiter -> arbiter.log().info("The shop opens"))
                        .build())
                .run();
    }
}
