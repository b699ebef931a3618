package dev.factorizer.examples.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @Test
    void whatIsSeenStaysAndTheRestIsWritten() {
        assertEquals("Übung 日本 é 😀 \\ “a”", Printable.of(Path.of("Übung 日本 é 😀 \\ “a”")));
        assertEquals("a\\nb\\r\\t", Printable.of("a\nb\r\t"));
        assertEquals("\\u001b[31m\\u0007\\u0000\\u007f", Printable.of("\u001b[31m\u0007\0\u007f"));
        assertEquals("\\u009b2J", Printable.of("\u009b2J"), "an escape code in one character");
        assertEquals("\\u202egnp.\\u2066", Printable.of("\u202egnp.\u2066"), "letters that turn the direction");
        assertEquals("\\u2028\\u2029\\ufeff\\u200b", Printable.of("\u2028\u2029\ufeff\u200b"));
        assertEquals("\\ud83d", Printable.of("\ud83d"), "half a letter");
        assertEquals("\\udb40\\udc41", Printable.of("\udb40\udc41"), "a tag, which is not seen");
        assertEquals("null", Printable.of(null));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 11, 12, 14, 27, 31, 127, 128, 133, 159})
    void noControlCharacterIsLeft(int point) {
        assertEquals(String.format(Locale.ROOT, "a\\u%04xb", point), Printable.of("a" + Character.toString(point) + "b"));
    }
}
