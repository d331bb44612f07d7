package org.jcorn.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as it came.
 *
 * @param id what its reply is to bear: text, a number or null
 * @param words the command and its arguments
 */
record ControlRequest(JsonElement id, List<String> words) {

    /** Copy the words. */
    ControlRequest {
        words = List.copyOf(words);
    }

    /**
     * {@return the id of a message, null if it has none that could be sent back}
     *
     * @param message the message
     */
    static JsonElement id(JsonObject message) {
        JsonElement id = message.get("id");
        return id instanceof JsonPrimitive && !id.getAsJsonPrimitive().isBoolean() ? id : JsonNull.INSTANCE;
    }

    /**
     * {@return the request that a message is}
     *
     * @throws ControlException if it is none
     */
    static ControlRequest of(JsonObject message) throws ControlException {
        List<String> words = new ArrayList<>();
        if (!(message.get("command") instanceof JsonPrimitive command) || !command.isString()) {
            throw new ControlException("\"command\" must be text");
        }
        for (String word : command.getAsString().strip().split("\\s+", -1)) {
            words.add(word);
        }
        JsonElement args = message.has("args") ? message.get("args") : JsonNull.INSTANCE;
        if (!args.isJsonNull()) {
            if (!args.isJsonArray()) {
                throw new ControlException("\"args\" must be an array");
            }
            for (JsonElement arg : args.getAsJsonArray()) {
                if (!(arg instanceof JsonPrimitive word) || word.isBoolean()) {
                    throw new ControlException("\"args\" must hold texts and numbers");
                }
                words.add(word.getAsString());
            }
        }
        return new ControlRequest(id(message), words);
    }
}
