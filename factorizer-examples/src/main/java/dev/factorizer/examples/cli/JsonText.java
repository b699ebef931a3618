package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Results;
import dev.factorizer.io.files.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The object that {@code --json} prints: the same names for every command, what it found under {@code result}. */
final class JsonText {
    private JsonText() { }

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
        return new String(JsonTree.text(tree), StandardCharsets.UTF_8);
    }
}
