package dev.factorizer.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.models.networks.Factorizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the published networks need is known without allocating it, and does not grow unnoticed. */
class PublishedMemoryTest {
    private static final Pattern NEED = Pattern.compile("needs ([0-9,]+) bytes");
    private static final long MEGABYTE = 1_000_000;

    /** A limit of one byte is refused with the number that would be enough. */
    private static long need(Factorizer.Settings settings, Shape image) {
        try (Backend backend = Backends.named("jvm")) {
            String message = assertThrows(BackendException.class, () -> Program.trace(new Factorizer(settings), image)
                    .on(backend, new CompileOptions(false, 1)).close()).getMessage();
            Matcher number = NEED.matcher(message);
            assertTrue(number.find(), message);
            return Long.parseLong(number.group(1).replace(",", ""));
        }
    }

    @Test
    void inferenceOnATumorImage() {
        long need = need(Factorizer.Settings.brats23(), Shape.of(1, 4, 128, 128, 128));
        assertTrue(need <= 900 * MEGABYTE, need + " bytes");
    }

    @Test
    void inferenceOnAStrokeImage() {
        long need = need(Factorizer.Settings.isles22(), Shape.of(1, 2, 64, 64, 64));
        assertTrue(need <= 140 * MEGABYTE, need + " bytes");
    }
}
