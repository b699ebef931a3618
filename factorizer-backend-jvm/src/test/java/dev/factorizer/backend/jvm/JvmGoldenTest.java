package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.golden.Golden;
import dev.factorizer.golden.GoldenReport;
import dev.factorizer.golden.PackagedGolden;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the published implementation computes, to single precision. */
class JvmGoldenTest {
    private static final int CASES = 569;

    @Test
    void packagedValuesAgree() throws IOException {
        int passed = 0;
        try (PackagedGolden packaged = PackagedGolden.unpack();
                Backend backend = new JvmBackendProvider().open(new BackendOptions("", 2))) {
            for (GoldenReport report : Golden.run(packaged.root(), Golden.areasIn(packaged.root()), backend, done -> { })) {
                assertTrue(report.clean(), report::toString);
                passed += report.passed().size();
            }
        }
        assertEquals(CASES, passed, "cases checked");
    }
}
