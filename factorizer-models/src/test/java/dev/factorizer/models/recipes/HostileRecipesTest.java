package dev.factorizer.models.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no recipes, or only nearly: one sentence each, and nothing else ever thrown. */
class HostileRecipesTest {
    private static final byte[] TEXT = Recipes.text(Recipes.named("hippocampus"));
    private static final long SEED = 20261127;

    @TempDir
    private Path folder;

    private String refused(byte[] text) throws IOException {
        Path file = folder.resolve("wrong.yaml");
        Files.write(file, text);
        String message = assertThrows(MalformedFileException.class, () -> Recipes.read(file)).getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith(file + ": ") && message.length() < 1500, message);
        return message.substring((file + ": ").length());
    }

    private String refused(String text) throws IOException {
        return refused(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String changed(String from, String to) {
        String text = new String(TEXT, StandardCharsets.UTF_8);
        assertTrue(text.contains(from), from);
        return text.replace(from, to);
    }

    @Test
    void whatYamlHasBeyondATreeIsRefused() throws IOException {
        assertEquals("is not a recipe in YAML: *n refers to another place, expected the value itself (line 6)",
                refused(changed("seed: 7", "seed: &n 7\nother: *n")));
        assertTrue(refused(changed("seed: 7", "seed: !!java.net.URL [x]")).startsWith("is not a recipe in YAML: the tag "));
        assertTrue(refused(changed("seed: 7", "seed: !x 7")).startsWith("is not a recipe in YAML: the tag "));
        assertEquals("is not a recipe in YAML: 010 is read as different numbers by different versions of YAML, expected a decimal number"
                + " without leading zeros and underscores, or a text in quotes (line 5)", refused(changed("seed: 7", "seed: 010")));
        assertTrue(refused(changed("seed: 7", "seed: 0x10")).contains("0x10 is read as different numbers"));
        assertTrue(refused(new String(TEXT, StandardCharsets.UTF_8) + "---\na: 1\n").contains("something follows the first document"));
        assertTrue(refused(changed("seed: 7", "seed: 7\n<<: {a: 1}")).contains("\"<<\" is unknown"));
        assertTrue(refused(changed("seed: 7", "? [a, b]\n: 7")).startsWith("is not a recipe in YAML: "));
        assertTrue(refused("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n").contains("*a refers to another place"));
    }

    @Test
    void whatIsTooMuchIsRefused() throws IOException {
        assertEquals("is longer than 1048576 bytes, expected a recipe", refused(new byte[2 << 20]));
        assertTrue(refused("a: " + "[".repeat(500_000)).contains("deeper than 100 levels"));
        assertTrue(refused("{\"a\": ".repeat(100_000)).length() < 500);
        assertTrue(refused("a: {b: ".repeat(100_000)).length() < 500);
        assertTrue(refused("x".repeat(1_000_000) + ": 1\n").length() < 500);
        assertTrue(refused("format: " + "y".repeat(1_000_000)).length() < 500);
        assertTrue(refused(changed("[16, 32, 64]", "[" + "1,".repeat(200_000) + "1]")).length() < 1500);
        assertTrue(refused(changed("seed: 7", "seed: 99999999999999999999999")).contains("expected a whole number"));
        assertTrue(refused(changed("epochs: 24", "epochs: 1e400")).contains("training.epochs"));
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        assertTrue(refused(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}).contains("it is not UTF-8 text"));
        assertTrue(refused(new byte[] {'a', ':', ' ', 0}).startsWith("is not a recipe in YAML"));
        assertTrue(refused("\uFEFF{\"format\": 1}").length() < 500);
        assertThrows(IOException.class, () -> Recipes.read(folder));
        assertThrows(NoSuchFileException.class, () -> Recipes.read(folder.resolve("none.yaml")));
    }

    /** Text of a file never moves the cursor. */
    @Test
    void textOfAFileIsPrintable() throws IOException {
        String message = refused("\"for\\nmat\\u001b[31m\": 1\nformat: factorizer-recipe/1\n");
        assertTrue(message.chars().allMatch(unit -> unit >= ' '), message);
    }

    @Test
    void aFewWrongBytesAreARecipeOrOneSentence() throws IOException {
        Random random = new Random(SEED);
        Path file = folder.resolve("changed.yaml");
        int read = 0;
        for (int round = 0; round < 1500; round++) {
            byte[] text = TEXT.clone();
            for (int i = 0; i <= round % 4; i++) {
                int at = random.nextInt(text.length);
                switch (random.nextInt(3)) {
                    case 0 -> text[at] = (byte) "{}[]:,-#&*!|>'\"%@`\n\t 019.eE".charAt(random.nextInt(27));
                    case 1 -> text = Arrays.copyOf(text, Math.max(1, at));
                    default -> text[at] = (byte) random.nextInt(256);
                }
            }
            Files.write(file, text);
            try {
                Recipes.read(file);
                read++;
            } catch (MalformedFileException e) {
                assertEquals(1, e.getMessage().lines().count(), "seed " + SEED + ", round " + round + ": " + e.getMessage());
            }
        }
        assertTrue(read > 0 && read < 1500, "read " + read);
    }

    /** Names that YAML could take for something else come back as they were. */
    @Test
    void namesOfAllKindsComeBack() throws IOException {
        Recipe recipe = Recipes.named("hippocampus");
        for (String name : List.of("yes", "NO", "null", "~", "1e5", "0x1f", "12:30", "2026-01-01", " a ", "a: b", "a #b", "- a", "[a]", "{a}",
                "*a", "&a", "!a", "%a", "@a", "`a`", "'a'", "\"a\"", "ä\u2028b", "tab\there", "line\nbreak", "\\", "=", "<<", ".inf", "a/b", "?", "|",
                "\u0007", "\ud83e\udde0")) {
            Recipe named = recipe.with("name", "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
                    .replace("\u0007", "\\u0007") + "\"");
            assertEquals(name, named.name());
            Path file = folder.resolve("named.yaml");
            Recipes.write(named, file, Map.of("name", "a note: with\n seed: 9 # and more"));
            assertEquals(named, Recipes.read(file), name);
        }
    }
}
