package dev.factorizer.examples.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private final StringWriter err = new StringWriter();
    private final Results results = new Results(new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), false));

    private record Part(String name, double value) { }

    private enum Kind { FIRST }

    @Test
    void valuesBecomePlain() {
        results.put("part", List.of(new Part("a", 1.5), new Part("b", Double.NaN)))
                .put("rest", Map.of("path", Path.of("x/y"))).put("kind", Kind.FIRST).put("one", Optional.of(3)).put("none", Optional.empty())
                .written(Path.of("a")).written(Path.of("b"));
        Map<String, Object> found = results.found();
        assertEquals(List.of("part", "rest", "kind", "one", "none", "written"), new ArrayList<>(found.keySet()));
        assertEquals("[{name=a, value=1.5}, {name=b, value=NaN}]", found.get("part").toString());
        assertEquals(Map.of("path", Path.of("x/y").toString()), found.get("rest"));
        assertEquals("first", found.get("kind"));
        assertEquals(Arrays.asList(3, null), Arrays.asList(found.get("one"), found.get("none")));
        assertEquals(List.of("a", "b"), found.get("written"));
    }

    @Test
    void mistakesOfACommandAreSeenAtOnce() {
        results.put("a", 1);
        assertEquals("results: \"a\" is there already, expected another name",
                assertThrows(IllegalArgumentException.class, () -> results.put("a", 2)).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> results.put("b", new Object())).getMessage()
                .startsWith("results: a java.lang.Object can't be written"));
    }

    @Test
    void whatGoesWrongIsShownAndKept() {
        results.warn("careful");
        results.fail("one");
        results.fail("two");
        assertEquals(List.of("factorizer: warning: careful", "factorizer: one", "factorizer: two"), err.toString().lines().toList());
        assertEquals(List.of("careful"), results.warnings());
        assertEquals(Optional.of("one\ntwo"), results.error());
    }
}
