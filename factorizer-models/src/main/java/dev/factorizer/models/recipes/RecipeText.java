package dev.factorizer.models.recipes;

import dev.factorizer.io.files.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The text of a recipe: YAML with comments, and with lists and small maps on one line each. Jackson writes neither, so these few lines
 * do; it reads them again.
 */
final class RecipeText {
    private static final int WIDTH = 120;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");
    /** Words that some version of YAML reads as something else than a text. */
    private static final Pattern WORDS = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf");
    /** YAML allows 1024, with what is around it. */
    private static final int LONGEST_KEY = 1000;
    /** What ends a line in YAML and not in JSON. */
    private static final Pattern BREAKS = Pattern.compile("[\\x{80}-\\x{9f}\\x{2028}\\x{2029}\\x{feff}]");
    private static final String HEADER = """
            # All that decides a training and what its model does. Every key is described in docs/recipes.md; editors take the schema
            # that "factorizer recipe --schema" prints.
            """;
    private static final Map<String, String> COMMENTS = Map.of(
            "data", "The channels of a case, what the network finds in it, and how cases are divided where the data set doesn't say.",
            "preprocessing", "What brings a scan onto the network's grid, in this order.",
            "augmentation", "What is random in the samples of the training.",
            "network", "The network; spatialSize is its window.",
            "loss", "What is minimized.",
            "optimizer", "How weights follow their gradients.",
            "rate", "How the learning rate changes, per step or per epoch.",
            "training", "How long the training is, and what a step of it is.",
            "inference", "How whole scans are segmented, for validation and later.");

    private final Map<String, String> notes;
    private final StringBuilder text = new StringBuilder();

    private RecipeText(Map<String, String> notes) {
        this.notes = notes;
    }

    static byte[] of(Map<String, Object> tree, Map<String, String> notes) {
        RecipeText made = new RecipeText(new TreeMap<>(notes));
        made.text.append(HEADER);
        tree.forEach((name, value) -> {
            if (COMMENTS.containsKey(name)) {
                made.text.append('\n');
                made.comment(COMMENTS.get(name), 0);
            }
            made.entry(name, value, name, 0);
        });
        return made.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A comment can't end its line and become something else. */
    private void comment(String comment, int indent) {
        for (String line : lines(comment.replaceAll("\\p{Cntrl}|\\p{Cf}|[\\u0085\\u2028\\u2029]", " ").strip(), WIDTH - indent - 2)) {
            text.repeat(' ', indent).append("# ").append(line).append('\n');
        }
    }

    private static List<String> lines(String words, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" +")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private void entry(String name, Object value, String path, int indent) {
        if (notes.containsKey(path)) {
            comment(notes.get(path), indent);
        }
        String key = scalar(name);
        if (key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("recipe: the name " + key.substring(0, 50) + "… in "
                    + path.substring(0, path.length() - name.length()) + " takes " + key.length() + " characters, expected at most " + LONGEST_KEY + ", as more is not read again");
        }
        text.repeat(' ', indent).append(key).append(':');
        below(value, path, indent + 2);
    }

    /** What follows a name or a dash: on its line if it fits there, else on lines of its own. */
    private void below(Object value, String path, int indent) {
        String line = flow(value);
        boolean section = indent == 2 && value instanceof Map<?, ?> map && map.size() > 1;
        boolean fits = text.length() - text.lastIndexOf("\n") + line.length() <= WIDTH && !section && !hasNotes(path);
        switch (value) {
            case Map<?, ?> map when !map.isEmpty() && !fits -> {
                text.append('\n');
                map.forEach((name, inner) -> entry((String) name, inner, path + "." + name, indent));
            }
            case List<?> list when !fits && list.stream().anyMatch(item -> item instanceof Map || item instanceof List) -> {
                text.append('\n');
                for (int i = 0; i < list.size(); i++) {
                    item(list.get(i), path + "." + i, indent);
                }
            }
            case null, default -> text.append(' ').append(line).append('\n');
        }
    }

    private void item(Object value, String path, int indent) {
        if (notes.containsKey(path)) {
            comment(notes.get(path), indent);
        }
        text.repeat(' ', indent).append('-');
        below(value, path, indent + 2);
    }

    private boolean hasNotes(String path) {
        return notes.keySet().stream().anyMatch(note -> note.startsWith(path + "."));
    }

    private static String flow(Object value) {
        return switch (value) {
            case Map<?, ?> map -> "{" + String.join(", ", map.entrySet().stream()
                    .map(entry -> scalar(entry.getKey()) + ": " + flow(entry.getValue())).toList()) + "}";
            case List<?> list -> list.stream().map(RecipeText::flow).toList().toString();
            case null, default -> scalar(value);
        };
    }

    /** Whatever could be taken for something else is quoted as in JSON, which YAML reads, too. */
    private static String scalar(Object value) {
        if (!(value instanceof String string)) {
            // With a point and a small e it is a number for every reader of YAML.
            return value instanceof Double ? String.valueOf(value).replaceFirst("E(?=[0-9])", "e+").replace('E', 'e') : String.valueOf(value);
        }
        if (PLAIN.matcher(string).matches() && !WORDS.matcher(string).matches()) {
            return string;
        }
        String list = new String(JsonTree.text(List.of(string)), StandardCharsets.UTF_8);
        return BREAKS.matcher(list.substring(list.indexOf('"'), list.lastIndexOf('"') + 1))
                .replaceAll(found -> String.format(Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
    }
}
