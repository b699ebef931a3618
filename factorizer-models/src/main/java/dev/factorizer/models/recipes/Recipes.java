package dev.factorizer.models.recipes;

import dev.factorizer.api.settings.NearestNames;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.files.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Recipes from files and into files, and the bundled ones.
 *
 * <pre>{@code
 * Recipe recipe = Recipes.named("hippocampus").with("network.widths", "16,32,64");
 * Recipes.write(recipe, Path.of("mine.yaml"));
 * }</pre>
 */
public final class Recipes {
    /** Far more than any recipe has. */
    private static final int MOST_BYTES = 1 << 20;
    private static final List<String> NAMES = List.of("brats23", "isles22", "hippocampus", "fives", "demo",
            "deconver-brats23", "deconver-isles22", "deconver-fives", "nnunet-brats23", "nnunet-isles22", "segresnet-brats23", "segresnet-isles22",
            "swinunetr-isles22");

    private Recipes() { }

    /**
     * Reads a recipe from a file: JSON if its text begins with a brace, else YAML.
     *
     * @param file the file
     * @return the recipe
     * @throws MalformedFileException if it isn't one, saying where and what was expected
     * @throws IOException if it can't be read
     */
    public static Recipe read(Path file) throws IOException {
        byte[] text;
        try (InputStream input = Files.newInputStream(file)) {
            text = input.readNBytes(MOST_BYTES + 1);
        }
        if (text.length > MOST_BYTES) {
            throw new MalformedFileException(file, "is longer than " + MOST_BYTES + " bytes, expected a recipe");
        }
        return read(text, file);
    }

    /**
     * A recipe by what a user wrote: the name of a bundled one, else a file.
     *
     * @param nameOrFile one of {@link #names}, or the path of a file
     * @return the recipe
     * @throws IOException if the file can't be read or isn't a recipe
     * @throws IllegalArgumentException if it is neither, naming the nearest names
     */
    public static Recipe find(String nameOrFile) throws IOException {
        if (NAMES.contains(nameOrFile)) {
            return named(nameOrFile);
        }
        try {
            Path file = Path.of(nameOrFile);
            if (Files.exists(file) || nameOrFile.contains(".") || nameOrFile.contains("/")) {
                return read(file);
            }
        } catch (InvalidPathException e) {
            throw new IOException("recipe: " + Printable.of(nameOrFile) + " is neither the name of a recipe nor a path", e);
        }
        return named(nameOrFile);
    }

    private static Recipe read(byte[] text, Path file) throws MalformedFileException {
        Map<String, Object> tree = isJson(text) ? JsonTree.parse(text, file, "a recipe in JSON")
                : YamlTree.parse(text, file, "a recipe in YAML");
        try {
            return of(tree);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean isJson(byte[] text) {
        int first = 0;
        while (first < text.length && Character.isWhitespace(text[first])) {
            first++;
        }
        return first < text.length && text[first] == '{';
    }

    /**
     * A recipe from its tree.
     *
     * @param tree what {@link Recipe#toTree} made; what has a usual value may be left out
     * @return the recipe
     * @throws IllegalArgumentException naming what is missing, unknown (and the nearest name that is known) or out of range
     */
    public static Recipe of(Map<String, ?> tree) {
        return RecipeFields.read(tree);
    }

    /**
     * Writes a recipe with all its settings: as JSON if the file's name ends with .json, else as YAML with a comment before each section.
     *
     * @param recipe the recipe
     * @param file where it is written; nothing half-written stays there
     * @throws IOException if it can't be written
     */
    public static void write(Recipe recipe, Path file) throws IOException {
        write(recipe, file, Map.of());
    }

    /**
     * The same with comments in YAML.
     *
     * @param recipe the recipe
     * @param file where it is written
     * @param notes by the path of a setting, such as {@code network.widths}: what is written before it
     * @throws IOException if it can't be written
     */
    public static void write(Recipe recipe, Path file, Map<String, String> notes) throws IOException {
        boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        byte[] text = json ? JsonTree.text(recipe.toTree()) : RecipeText.of(recipe.toTree(), notes);
        if (text.length > MOST_BYTES) {
            throw new IllegalArgumentException("recipe: takes " + text.length + " bytes, expected at most " + MOST_BYTES + ", as more is not read"
                    + " again; it names " + recipe.unlabeled().size() + " cases in data.unlabeled");
        }
        AtomicFile.write(file, output -> output.write(text));
    }

    /**
     * The text of a recipe as {@link #write(Recipe, Path)} writes it in YAML.
     *
     * @param recipe the recipe
     * @return UTF-8
     */
    public static byte[] text(Recipe recipe) {
        return RecipeText.of(recipe.toTree(), Map.of());
    }

    /** {@return the JSON Schema (draft 2020-12) of a recipe's file, in UTF-8, for editors and other programs} */
    public static byte[] schema() {
        return resource("recipe.schema.json");
    }

    private static byte[] resource(String file) {
        try (InputStream input = Recipes.class.getResourceAsStream(file)) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("recipe: the bundled " + file + " can't be read", e);
        }
    }

    /** {@return the names of the bundled recipes} */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * A bundled recipe.
     *
     * @param name one of {@link #names}
     * @return the recipe
     * @throws IllegalArgumentException if there is none of this name, naming the nearest ones
     */
    public static Recipe named(String name) {
        if (!NAMES.contains(name)) {
            List<String> near = NearestNames.of(name, NAMES);
            throw new IllegalArgumentException("recipe: \"" + Printable.of(name) + "\" is unknown, expected one of " + String.join(", ", NAMES)
                    + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?"));
        }
        String file = name + ".yaml";
        try {
            return read(resource(file), Path.of(file));
        } catch (MalformedFileException e) {
            throw new UncheckedIOException(e);
        }
    }
}
