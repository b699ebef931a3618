package dev.factorizer.backend.tornado.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.backend.tornado.TornadoBackendProvider;
import dev.factorizer.tck.golden.Golden;
import dev.factorizer.tck.golden.GoldenArea;
import dev.factorizer.tck.golden.GoldenReport;
import dev.factorizer.tck.golden.PackagedGolden;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the published implementation computes, to single precision, on the best device of TornadoVM. */
class TornadoGoldenTest {
    /** What makes a Factorizer; the other areas are left to the command {@code verify}, as each case compiles its kernels. */
    private static final List<GoldenArea> AREAS = Golden.areas(List.of("factorization", "layers"));

    @Test
    void packagedValuesAgree() throws IOException {
        try (PackagedGolden packaged = PackagedGolden.unpack();
                Backend backend = new TornadoBackendProvider().open(BackendOptions.DEFAULT)) {
            List<GoldenReport> reports = Golden.run(packaged.root(), AREAS, backend, done -> { });
            assertEquals(AREAS.size(), reports.size());
            for (GoldenReport report : reports) {
                assertTrue(report.clean() && !report.passed().isEmpty(), report::toString);
            }
        }
    }
}
