package org.jcorn.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages as bytes, and what they consist of. Strict: gson by itself takes much that is no JSON. */
final class Json {

    private Json() {}

    /**
     * {@return the object that a message is}
     *
     * @throws ControlException if it is none
     */
    static JsonObject parse(byte[] message) throws ControlException {
        try (JsonReader reader = new JsonReader(new StringReader(decode(message)))) {
            reader.setStrictness(Strictness.STRICT);
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new ControlException("the message is no JSON object");
            }
            JsonObject object = JsonParser.parseReader(reader).getAsJsonObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new ControlException("the message is no JSON");
            }
            return object;
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new ControlException("the message is no JSON");
        }
    }

    private static String decode(byte[] message) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(message))
                .toString();
    }

    static byte[] bytes(JsonElement message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** {@return maps, lists, texts, numbers, booleans and null as JSON} */
    static JsonElement of(@Nullable Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((name, member) -> object.add(String.valueOf(name), of(member)));
            return object;
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray(list.size());
            list.forEach(element -> array.add(of(element)));
            return array;
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        return value instanceof Boolean truth ? new JsonPrimitive(truth) : new JsonPrimitive(value.toString());
    }
}
