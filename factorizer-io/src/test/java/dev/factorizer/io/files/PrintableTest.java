package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "scan.nii.gz", "Kopf ü.nii", "日本", "a b\\n", "C:\\scans", "\ud83e\udde0.nii", "½×¼ „x“"})
    void whatIsSeenStays(String text) {
        assertEquals(text, Printable.of(text));
    }

    @ParameterizedTest
    @CsvSource({"10, \\n", "13, \\r", "9, \\t", "0, \\u0000", "27, \\u001b", "127, \\u007f", "155, \\u009b", "8232, \\u2028",
        "8238, \\u202e", "8295, \\u2067", "65279, \\ufeff", "55357, \\ud83d"})
    void whatIsNotSeenIsEscaped(int character, String shown) {
        String text = "a" + (char) character + "b";
        assertEquals("a" + shown + "b", Printable.of(text));
        assertEquals(Printable.of(text), Printable.of(Printable.of(text)));
    }

    @Test
    void aMessageIsOneLine() {
        assertEquals("x\\ny: found \\u001b[31m", new MalformedFileException(Path.of("x\ny"), "found \u001b[31m").getMessage());
        assertEquals("null", Printable.of(null));
    }

    @Test
    void aListHasLinesAndWhatItSaysHasNone() {
        MismatchException list = new MismatchException("does not\nfit", List.of("missing: a\nb", "unexpected: c:\n  d \u001b[2J"));
        assertEquals("does not\\nfit:\n  missing: a\\nb\n  unexpected: c:\\n  d \\u001b[2J", list.getMessage());
        assertEquals("x\\ny: " + list.getMessage(), new MalformedFileException(Path.of("x\ny"), list).getMessage());
        assertEquals("x: " + list.getMessage() + "\n  try\\nit", list.in(Path.of("x"), "try\nit").getMessage());
        assertEquals("x: " + list.getMessage(), list.in(Path.of("x"), "").getMessage());
        assertEquals("x: holds a:\\n  missing: b", new MalformedFileException(Path.of("x"), "holds a:\n  missing: b").getMessage());
    }
}
