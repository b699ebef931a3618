package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.golden.Golden;
import dev.factorizer.golden.GoldenReport;
import dev.factorizer.golden.PackagedGolden;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the published implementation computes, to single precision: with the kernels in Java, and as scripts, as on a GPU. */
class DjlGoldenTest {
    private static final int CASES = 569;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void packagedValuesAgree(boolean scriptsOnly) throws IOException {
        BackendProvider provider = scriptsOnly ? new ScriptsOnly() : new DjlBackendProvider();
        int passed = 0;
        try (PackagedGolden packaged = PackagedGolden.unpack(); Backend backend = provider.open(new BackendOptions("", 2))) {
            for (GoldenReport report : Golden.run(packaged.root(), Golden.areasIn(packaged.root()), backend, done -> { })) {
                assertTrue(report.clean(), report::toString);
                passed += report.passed().size();
            }
        }
        assertEquals(CASES, passed, "cases checked");
    }
}
