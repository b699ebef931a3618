package dev.factorizer.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The golden values of this module: complete, small, and what the reference backend computes. */
class PackagedGoldenTest {
    private static final long MOST_BYTES = 13_000_000;

    private static Path resources() throws URISyntaxException {
        return Path.of(PackagedGolden.class.getResource(PackagedGolden.INDEX).toURI()).getParent();
    }

    @Test
    void theIndexListsAllFiles() throws IOException, URISyntaxException {
        Path root = resources();
        try (Stream<Path> files = Files.walk(root)) {
            List<String> found = files.filter(file -> Files.isRegularFile(file) && !file.getParent().equals(root))
                    .map(file -> root.relativize(file).toString().replace('\\', '/')).sorted().toList();
            assertEquals(String.join("\n", found), String.join("\n", PackagedGolden.names()), "lines of index.txt");
        }
    }

    @Test
    void theyAreSmall() throws IOException, URISyntaxException {
        long bytes = 0;
        for (String name : PackagedGolden.names()) {
            bytes += Files.size(resources().resolve(name));
        }
        assertTrue(bytes <= MOST_BYTES, "packaged golden values take " + bytes + " bytes, expected at most " + MOST_BYTES);
    }

    @Test
    void theReferenceComputesThem() throws IOException {
        Map<String, Integer> passed = new LinkedHashMap<>();
        List<String> told = new ArrayList<>();
        try (PackagedGolden packaged = PackagedGolden.unpack(); ReferenceBackend reference = new ReferenceBackend()) {
            List<GoldenReport> reports = Golden.run(packaged.root(), Golden.areasIn(packaged.root()), reference, report -> {
                assertTrue(report.clean(), report::toString);
                told.add(report.area());
            });
            reports.forEach(report -> passed.put(report.area(), report.passed().size()));
        }
        assertEquals(List.copyOf(passed.keySet()), told, "areas told while running");
        assertEquals("{operators=103, layout=21, factorization=141, layers=52, networks=16, comparison=7, deconvolution=16, "
                + "deconver=3, checkpoints=12, manifests=11, io=82, transforms=20, losses=46, optimisation=19, inference=10,"
                + " metrics=10}", passed.toString());
    }

    @Test
    void closingLeavesNothing() throws IOException {
        PackagedGolden packaged = PackagedGolden.unpack();
        assertTrue(Files.isRegularFile(packaged.root().resolve(PackagedGolden.names().getFirst())));
        packaged.close();
        assertFalse(Files.exists(packaged.root()));
    }
}
