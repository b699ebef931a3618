package dev.factorizer.backend.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.golden.Golden;
import dev.factorizer.golden.GoldenReport;
import dev.factorizer.golden.PackagedGolden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the published implementation computes, by plans and kernels on the Java virtual machine. */
class KernelsGoldenTest {
    private static final int CASES = 569;
    private static final Path COMPLETE = Path.of("../../shared/golden");

    @Test
    void packagedValuesAgree() throws IOException {
        int passed = 0;
        try (PackagedGolden packaged = PackagedGolden.unpack();
                Backend backend = new HostProvider().open(new BackendOptions("", 1))) {
            for (GoldenReport report : Golden.run(packaged.root(), Golden.areasIn(packaged.root()), backend, done -> { })) {
                assertTrue(report.clean(), report::toString);
                passed += report.passed().size();
            }
        }
        assertEquals(CASES, passed, "cases checked");
    }

    /** All cases of whole networks, where the complete golden values lie beside the project. */
    @Test
    void completeValuesOfNetworksAgree() throws IOException {
        if (!Files.isDirectory(COMPLETE)) {
            System.getLogger(KernelsGoldenTest.class.getName()).log(System.Logger.Level.WARNING,
                    "left out: there are no complete golden values in {0}", COMPLETE);
            return;
        }
        try (Backend backend = new HostProvider().open(new BackendOptions("", 1))) {
            for (GoldenReport report : Golden.run(COMPLETE, Golden.areas(List.of("networks", "comparison", "deconver", "deconvolution")),
                    backend, done -> { })) {
                assertTrue(report.clean(), report::toString);
            }
        }
    }
}
