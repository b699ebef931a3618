package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTreeTest {
    private static final List<Object> NUMBERS = Arrays.asList(1.5, Double.NaN, Float.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
            null, 7);

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\s+", "");
    }

    @Test
    void whatIsNoNumberIsNullOrAWord() {
        String expected = "[1.5,null,null,\"inf\",\"-inf\",null,7]";
        assertEquals(expected, text(JsonTree.text(NUMBERS)));
        assertEquals("{\"a\":{\"b\":" + expected + "}}", text(JsonTree.text(Map.of("a", Map.of("b", NUMBERS)))));
        assertEquals("{\"a\":" + expected + "}", text(JsonTree.line(Map.of("a", NUMBERS))));
    }
}
