package dev.factorizer.api.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    private static Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("one", 1);
        tree.put("long", 1L << 40);
        tree.put("half", 0.5);
        tree.put("text", "some");
        tree.put("yes", true);
        tree.put("none", null);
        tree.put("list", List.of(1, 2.0, 3L));
        tree.put("mixed", Arrays.asList(null, 1, List.of(2, 3), List.of()));
        tree.put("texts", List.of("a", "b"));
        tree.put("inner", Map.of("deep", Map.of("x", 1)));
        tree.put("objects", List.of(Map.of("x", 1), Map.of("x", 2)));
        return tree;
    }

    private static void refused(String message, Function<SettingsReader, ?> reader) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> reader.apply(new SettingsReader("settings", tree()))).getMessage());
    }

    @Test
    void givesWhatIsThere() {
        SettingsReader read = new SettingsReader("settings", tree());
        assertEquals(1, read.integer("one"));
        assertEquals(1L << 40, read.whole("long"));
        assertEquals(1, read.whole("one"));
        assertEquals(0.5, read.number("half"));
        assertEquals("some", read.text("text"));
        assertTrue(read.truth("yes"));
        assertFalse(read.has("none"));
        assertFalse(read.has("absent"));
        assertEquals(List.of(1, 2, 3), read.integers("list"));
        assertEquals(List.of(1.0, 2.0, 3.0), read.numbers("list"));
        assertEquals(List.of(1), read.oneOrMoreIntegers("one"));
        assertEquals(List.of(1, 2, 3), read.oneOrMoreIntegers("list"));
        assertEquals(List.of(List.of(), List.of(1), List.of(2, 3), List.of()), read.integerLists("mixed"));
        assertEquals(List.of("a", "b"), read.texts("texts"));
        assertEquals(7, read.choice("text", Map.of("some", 7)));
        Optional<Integer> deep = read.optional("inner", inner -> inner.object("deep", x -> x.integer("x")));
        assertEquals(Optional.of(1), deep);
        assertEquals(Optional.empty(), read.optional("none", inner -> 1));
        assertEquals(List.of(1, 2), read.objects("objects", inner -> inner.integer("x")));
        read.requireAllRead();
    }

    @Test
    void complaintsSayWhatAndWhere() {
        refused("settings: \"absent\" is missing, expected a whole number", read -> read.integer("absent"));
        refused("settings: \"none\" is null, expected a text", read -> read.text("none"));
        refused("settings: \"half\" is 0.5, expected a whole number", read -> read.integer("half"));
        refused("settings: \"long\" is 1099511627776, expected a whole number", read -> read.integer("long"));
        refused("settings: \"text\" is \"some\", expected a number", read -> read.number("text"));
        refused("settings: \"one\" is 1, expected true or false", read -> read.truth("one"));
        refused("settings: \"texts\" is [\"a\", \"b\"], expected a list of whole numbers", read -> read.integers("texts"));
        refused("settings: \"half\" is 0.5, expected a whole number or a list of them", read -> read.oneOrMoreIntegers("half"));
        refused("settings: \"list\" is [1, 2.0, 3], expected a list of texts", read -> read.texts("list"));
        refused("settings: \"texts\" is [\"a\", \"b\"], expected a list of whole numbers, lists of them or null",
                read -> read.integerLists("texts"));
        refused("settings: \"objects\" is [{\"x\": 1}, {\"x\": 2}], expected an object", read -> read.tree("objects"));
        refused("settings: \"inner.deep.y\" is missing, expected a text",
                read -> read.object("inner", inner -> inner.object("deep", deep -> deep.text("y"))));
        refused("settings: \"objects[0].x\" is 1, expected a text", read -> read.objects("objects", inner -> inner.text("x")));
        Map<String, Integer> choices = new LinkedHashMap<>();
        List.of("red", "green", "blue").forEach(color -> choices.put(color, 0));
        refused("settings: \"text\" is \"some\", expected red, green or blue", read -> read.choice("text", choices));
        choices.put("blue, dark", 0);
        refused("settings: \"text\" is \"some\", expected \"red\", \"green\", \"blue\" or \"blue, dark\"",
                read -> read.choice("text", choices));
        refused("settings: \"text\" is \"some\", expected \"red\"", read -> read.choice("text", Map.of("red", 1)));
        assertEquals("\"one\" is 1, expected something else", new SettingsReader("", tree()).mismatch("one", "something else")
                .getMessage());
    }

    @Test
    void whatWasNotReadIsAnErrorAtEachLevel() {
        String message = assertThrows(IllegalArgumentException.class,
                () -> SettingsReader.read("settings", Map.of("x", 1), read -> 0)).getMessage();
        assertEquals("settings: \"x\" is unknown; misspelled, or made by a later version", message);
        refused("settings: \"inner.deep.x\" is unknown; misspelled, or made by a later version",
                read -> read.object("inner", inner -> inner.object("deep", deep -> 0)));
        Map<String, Object> many = new LinkedHashMap<>();
        many.put("a", 1);
        many.put("b", 1);
        assertEquals("\"a\", \"b\" are unknown; misspelled, or made by a later version",
                assertThrows(IllegalArgumentException.class, () -> SettingsReader.read("", many, read -> 0)).getMessage());
    }

    @Test
    void theNearestKnownNameIsNamed() {
        assertEquals("settings: \"inner.wdith\" is unknown; did you mean \"inner.width\"?", assertThrows(IllegalArgumentException.class,
                () -> SettingsReader.read("settings", Map.of("inner", Map.of("width", 1, "wdith", 2)),
                        read -> read.object("inner", inner -> inner.integer("width")))).getMessage());
        assertEquals("settings: \"width\" is missing, expected a whole number; found \"widht\", which is unknown",
                assertThrows(IllegalArgumentException.class, () -> SettingsReader.read("settings", Map.of("widht", 2),
                        read -> read.integer("width"))).getMessage());
        assertEquals(List.of("layers", "layout"), NearestNames.of("lay", List.of("layers", "layout", "model")));
        assertEquals(List.of(), NearestNames.of("x".repeat(1_000_000), List.of("x".repeat(999_999))));
    }

    /** What two words are for one of an enumeration. */
    private enum Size { VERY_LARGE, SMALL }

    @Test
    void whatIsAbsentHasAnotherValue() {
        Map<String, Object> tree = new SettingsWriter().put("size", Size.VERY_LARGE).put("none", null).toTree();
        assertEquals("veryLarge", tree.get("size"));
        SettingsReader read = new SettingsReader("", tree);
        assertEquals(Size.VERY_LARGE, read.choice("size", Size.SMALL));
        assertEquals(Size.VERY_LARGE, read.choice("size", Size.class));
        assertEquals(Size.SMALL, read.choice("none", Size.SMALL));
        assertEquals(3, read.integer("none", 3));
        assertEquals(1L << 40, read.whole("absent", 1L << 40));
        assertEquals(0.5, read.number("absent", 0.5));
        assertTrue(read.truth("absent", true));
        assertEquals("\"size\" is \"veryLarge\", expected a whole number",
                assertThrows(IllegalArgumentException.class, () -> read.integer("size", 3)).getMessage());
        assertEquals(5, read.with("size", 5).integer("size"));
        read.requireAllRead();
    }

    @Test
    void hostileValuesAreCutShort() {
        Map<String, Object> tree = Map.of("long", "x".repeat(100_000), "many", Collections.nCopies(100_000, "y"), "huge",
                BigInteger.TEN.pow(5000), "infinite", Double.POSITIVE_INFINITY);
        SettingsReader read = new SettingsReader("settings", tree);
        for (String name : tree.keySet()) {
            String message = assertThrows(IllegalArgumentException.class, () -> read.integer(name)).getMessage();
            assertTrue(message.length() < 300, message);
            assertThrows(IllegalArgumentException.class, () -> read.number(name));
        }
    }
}
