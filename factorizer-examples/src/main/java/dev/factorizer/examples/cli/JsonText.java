package dev.factorizer.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.examples.wiring.Results;
import java.util.LinkedHashMap;
import java.util.Map;

/** The object that {@code --json} prints: the same names for every command, what it found under {@code result}. */
final class JsonText {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonText() { }

    /**
     * Text of maps, lists and simple values.
     *
     * @param tree what to write
     * @return the text, in several lines
     */
    static String of(Object tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result can't be written as JSON", e);
        }
    }

    /**
     * The object of a command.
     *
     * @param command its name; that of the program where none was recognized
     * @param code its exit code
     * @param results what it found, its warnings, and what went wrong
     * @param help what {@code --help} or {@code --version} said; empty for none
     * @return the text
     */
    static String of(String command, int code, Results results, String help) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("command", command);
        tree.put("version", ModuleVersion.number());
        tree.put("exitCode", code);
        results.error().ifPresent(sentence -> tree.put("error", sentence));
        tree.put("warnings", results.warnings());
        Map<String, Object> found = results.found();
        if (!help.isEmpty()) {
            found.put("text", help);
        }
        tree.put("result", found);
        return of(tree);
    }
}
