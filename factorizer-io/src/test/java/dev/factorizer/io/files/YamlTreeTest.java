package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTreeTest {
    private static final Path FILE = Path.of("some.yaml");

    private static Map<String, Object> parse(String text) throws IOException {
        return YamlTree.parse(text.getBytes(StandardCharsets.UTF_8), FILE, "a map");
    }

    private static String refused(String text) {
        String message = assertThrows(MalformedFileException.class, () -> parse(text)).getMessage();
        return message.substring("some.yaml: is not a map: ".length());
    }

    @Test
    void valuesAreThoseOfJson() throws IOException {
        assertEquals(Map.of("a", 1, "b", 1e-4, "c", "x: y", "d", true, "e", Arrays.asList(1, null, "z"), "f", Map.of("g", 1L << 40)),
                parse("# a remark\na: 1\nb: 1e-4\nc: 'x: y'\nd: true\ne:\n- 1\n- ~\n- z\nf: {g: 1099511627776}\n"));
        assertEquals(Map.of("a", List.of(-3, 0, 0.5, 1000, "0.5")), parse("a: [-3, 0, .5, 1000, '0.5']"));
        assertEquals(JsonTree.parse("{\"a\": [1, {\"b\": null}]}".getBytes(StandardCharsets.UTF_8), FILE, "a map"),
                parse("{\"a\": [1, {\"b\": null}]}"));
    }

    @Test
    void theRestOfYamlIsRefusedWithItsLine() {
        assertEquals("\"a\" is given twice (line 2)", refused("a: 1\na: 2\n"));
        assertEquals("*x refers to another place, expected the value itself (line 2)", refused("a: &x 1\nb: *x\n"));
        assertEquals("the tag t is not supported, expected a plain value (line 1)", refused("a: !t 1\n"));
        assertEquals("something follows the first document, expected one (line 2)", refused("a: 1\n--- {b: 2}\n"));
        for (String number : List.of("010", "1_000", "1_0.5")) {
            String message = refused("a: " + number + "\n");
            assertTrue(message.startsWith(number + " is read as different numbers by different versions of YAML"), message);
        }
        assertEquals("found a list (line 1)", refused("- 1\n"));
        assertEquals("found a single value (line 1)", refused("text\n"));
        assertEquals("found nothing (line 1)", refused(""));
    }
}
