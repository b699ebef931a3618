package dev.factorizer.models.recipes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page that describes every key, against the schema, which the reader is held against. */
class RecipeReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "recipes.md");
    private static JsonNode schema;

    @Test
    void thePageDescribesEachKey() throws IOException {
        schema = new JsonMapper().readTree(Recipes.schema());
        String page = Files.readString(PAGE);
        List<String> sections = new ArrayList<>();
        schema.path("properties").properties().forEach(section -> sections.add(section(section.getKey(), section.getValue())));
        for (String name : List.of("patch", "spatial", "intensity")) {
            sections.add(section(name, schema.path("$defs").path(name)));
        }
        sections.add(tables("range", schema.path("$defs").path("range")));
        int rows = 0;
        for (String section : sections) {
            assertTrue(page.contains(section), () -> "docs/recipes.md: expected\n" + section);
            rows += (int) section.lines().filter(line -> line.startsWith("| `")).count();
        }
        assertTrue(rows > 200, "saw only " + rows + " keys");
    }

    private static String section(String name, JsonNode node) {
        JsonNode resolved = resolved(node);
        if (!resolved.has("allOf")) {
            return resolved.has("properties") ? tables(name, resolved) : row(name, node, "");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode branch : resolved.path("allOf")) {
            String kind = branch.path("if").path("properties").path("kind").path("const").asText();
            JsonNode definition = resolved(branch.path("then"));
            text.append("`").append(name).append(".kind: ").append(kind).append('`');
            text.append(definition.path("properties").size() == 1 ? ": no further keys\n\n" : "\n\n" + table("", definition) + "\n");
        }
        return text.toString();
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? schema.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static String tables(String name, JsonNode object) {
        return table(name.equals("range") ? "" : name + ".", object);
    }

    private static String table(String before, JsonNode object) {
        return "| key | value | usual | |\n|---|---|---|---|\n" + rows(before, object);
    }

    private static String rows(String before, JsonNode object) {
        StringBuilder rows = new StringBuilder();
        List<String> required = new ArrayList<>();
        object.path("required").forEach(one -> required.add(one.asText()));
        object.path("properties").properties().forEach(property -> {
            if (property.getKey().equals("kind")) {
                return;
            }
            JsonNode value = property.getValue();
            rows.append(row(before + property.getKey(), value, required.contains(property.getKey()) ? "required" : usual(value)));
            if (value.has("properties")) {
                rows.append(rows(before + property.getKey() + ".", value));
            }
            if (value.path("items").has("properties")) {
                rows.append(rows(before + property.getKey() + "[].", value.path("items")));
            }
        });
        return rows.toString();
    }

    private static String row(String key, JsonNode value, String usual) {
        return "| `" + key + "` | " + form(value) + " | " + usual + " | " + value.path("description").asText() + " |\n";
    }

    private static String usual(JsonNode value) {
        return value.has("default") ? value.path("default").isTextual() ? value.path("default").asText() : value.path("default").toString() : "";
    }

    private static String form(JsonNode value) {
        if (value.has("const")) {
            return value.path("const").asText();
        }
        if (value.has("enum")) {
            List<String> texts = new ArrayList<>();
            value.path("enum").forEach(one -> texts.add(one.asText()));
            return String.join(", ", texts);
        }
        if (value.has("anyOf")) {
            return "three whole numbers, or window";
        }
        if (value.has("$ref")) {
            String name = value.path("$ref").asText().replaceFirst(".*/", "");
            return "see " + name;
        }
        List<String> types = new ArrayList<>();
        if (value.path("type").isArray()) {
            value.path("type").forEach(type -> types.add(type.asText()));
        } else {
            types.add(value.path("type").asText());
        }
        return types.stream().map(type -> switch (type) {
            case "integer" -> "whole number";
            case "boolean" -> "true, false";
            case "string" -> "text";
            case "object" -> "map";
            case "array" -> "list";
            default -> type;
        }).collect(Collectors.joining(", "));
    }
}
