package dev.factorizer.io.datalist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON that is meant to break a reader, in each of the files that are read. */
class HostileJsonTest {

    @TempDir
    private Path folder;

    private static String list(String image) {
        return "{\"training\": [{\"image\": " + image + "}]}";
    }

    private String refused(byte[] bytes) throws IOException {
        Path list = Files.write(folder.resolve("list.json"), bytes);
        MalformedFileException failure = assertThrows(MalformedFileException.class, () -> DataLists.read(list));
        assertTrue(failure.getMessage().startsWith(list + ": ") && failure.getMessage().lines().count() == 1, failure.getMessage());
        return failure.getMessage().substring((list + ": ").length());
    }

    private String refused(String json) throws IOException {
        return refused(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void depth() throws IOException {
        int depth = 100_000;
        assertTrue(refused(list("[".repeat(depth) + "]".repeat(depth))).startsWith("is not a data list in JSON: Document nesting depth"));
        assertTrue(refused("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)).contains("nesting depth"));
    }

    @Test
    void namesThatAreGivenTwice() throws IOException {
        assertTrue(refused("{\"training\": [], \"training\": []}").startsWith("is not a data list in JSON: Duplicate field 'training'"));
        assertTrue(refused("{\"training\": [{\"image\": \"a\", \"image\": \"b\"}]}").contains("Duplicate field 'image'"));
    }

    @Test
    void numbersThatAreNone() throws IOException {
        for (String token : new String[] {"NaN", "-Infinity", "Infinity"}) {
            assertTrue(refused("{\"training\": [{\"image\": \"a\", \"fold\": " + token + "}]}").startsWith("is not a data list in JSON: Non-standard"),
                    token);
        }
        for (String number : new String[] {"1e999", "-1e999", "1e9", "99999999999999999999", "2147483648", "2147483647", "1000"}) {
            assertTrue(refused("{\"training\": [{\"image\": \"a\", \"fold\": " + number + "}]}").contains("training[0].fold is "), number);
        }
        assertTrue(refused("{\"training\": [{\"image\": \"a\", \"fold\": " + "9".repeat(100_000) + "}]}").contains("is not a data list in JSON"));
    }

    @Test
    void textThatIsNone() throws IOException {
        assertTrue(refused("\uFEFF" + list("\"a\"")).contains("begins with a byte order mark; save it as UTF-8 without one"));
        assertTrue(refused(list("\"a\"").getBytes(StandardCharsets.UTF_16LE)).startsWith("is not a data list in JSON"));
        assertTrue(refused(new byte[] {'{', '"', (byte) 0xff, '"', '}'}).endsWith("it is not UTF-8 text"));
        String lone = refused(list("\"\\ud800.nii\""));
        assertTrue(lone.startsWith("training[0].image is \"\\ud800.nii\", which is no name of a file here"), lone);
        String lines = refused("{\"training\": [{\"image\": \"/a\\nfactorizer: all is well\\u202e\"}]}");
        assertTrue(lines.contains("/a\\nfactorizer: all is well\\u202e"), lines);
        assertTrue(refused("{} {}").contains("Trailing token"));
        assertTrue(refused("{\"training\": [").contains("Unexpected end-of-input"));
        assertTrue(refused("{'training': []}").contains("Unexpected character"));
    }

    @Test
    void longTextsAreCutInMessages() throws IOException {
        String long1 = refused("{\"training\": [{\"image\": \"a\", \"fold\": \"" + "x".repeat(10_000) + "\"}]}");
        assertTrue(long1.length() < 200, long1);
        assertTrue(refused("{\"" + "k".repeat(100_000) + "\": 1}").length() > 0);
    }

    @Test
    void filesThatAreNoFiles() throws IOException {
        assertTrue(assertThrows(MalformedFileException.class, () -> DataLists.read(folder.resolve("none.json"))).getMessage()
                .endsWith("does not exist, expected a folder with a data set, or a list of one in JSON"));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        String message = assertThrows(MalformedFileException.class, () -> DataLists.read(empty)).getMessage();
        for (DataListForm form : DataListForm.values()) {
            assertTrue(message.contains(form.title() + " (" + form.expected() + ")"), message);
        }
        Path splits = Files.writeString(folder.resolve("splits.json"), "{}");
        Path list = Files.writeString(folder.resolve("list.json"), list("\"a\""));
        DataListOptions options = DataListOptions.DEFAULT.withSplits(splits);
        assertEquals(splits + ": is not a JSON list of splits with \"train\" and \"val\", found a JSON object",
                assertThrows(MalformedFileException.class, () -> DataLists.read(list, options)).getMessage());
        Files.writeString(splits, "[{\"train\": [\"a\"]}]");
        assertEquals(splits + ": [0].val is missing, expected a list of ids",
                assertThrows(MalformedFileException.class, () -> DataLists.read(list, options)).getMessage());
        Files.writeString(splits, "[{\"train\": [1], \"val\": []}]");
        assertEquals(splits + ": [0].train[0] is 1, expected a text",
                assertThrows(MalformedFileException.class, () -> DataLists.read(list, options)).getMessage());
    }
}
