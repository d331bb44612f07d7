package org.jcorn.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jcorn.log.ControlCharacters;

/** Renders the replies of a server for people: objects as lists of names and values, lists of objects as tables. */
final class ControlTables {

    private static final String GAP = "  ";

    private final StringBuilder text = new StringBuilder();

    private ControlTables() {}

    /** {@return a reply as text, lines each ended by a line feed} */
    static String render(JsonElement reply) {
        ControlTables tables = new ControlTables();
        if (reply.isJsonObject()) {
            tables.object(reply.getAsJsonObject());
        } else {
            tables.text.append(plain(reply)).append('\n');
        }
        return tables.text.toString();
    }

    private void object(JsonObject object) {
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            JsonElement value = member.getValue();
            if (value.isJsonArray()) {
                title(member.getKey());
                list(value.getAsJsonArray());
            } else if (value.isJsonObject() && !setting(value.getAsJsonObject())) {
                title(member.getKey());
                object(value.getAsJsonObject());
            } else {
                rows.add(row(member.getKey(), value));
            }
        }
        table(rows);
    }

    private void title(String name) {
        text.append(text.length() == 0 ? "" : "\n").append(plain(name)).append(":\n");
    }

    /** {@return whether it is the value of a setting and where that is from} */
    private static boolean setting(JsonObject object) {
        return object.has("value") && object.has("origin");
    }

    private static List<String> row(String name, JsonElement value) {
        if (value.isJsonObject()) {
            JsonObject setting = value.getAsJsonObject();
            return List.of(plain(name), plain(setting.get("value")), "(" + plain(setting.get("origin")) + ")");
        }
        return List.of(plain(name), plain(value));
    }

    private void list(JsonArray list) {
        if (list.isEmpty()) {
            text.append("(none)\n");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonElement element : list) {
            if (element.isJsonObject()) {
                JsonObject object = element.getAsJsonObject();
                if (rows.isEmpty()) {
                    rows.add(object.keySet().stream().map(ControlTables::plain).toList());
                }
                rows.add(object.entrySet().stream()
                        .map(member -> plain(member.getValue()))
                        .toList());
            } else {
                rows.add(List.of(plain(element)));
            }
        }
        table(rows);
    }

    private void table(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = row.get(column).length();
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell)
                        .append(" ".repeat(widths.get(column) - cell.length()))
                        .append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static String plain(JsonElement value) {
        if (value.isJsonNull()) {
            return "-";
        }
        return plain(value.isJsonPrimitive() ? value.getAsString() : value.toString());
    }

    /** A terminal obeys control characters, and what is shown may come from anywhere. */
    private static String plain(String value) {
        return ControlCharacters.escaped(value).replace("\n", "\\n");
    }
}
