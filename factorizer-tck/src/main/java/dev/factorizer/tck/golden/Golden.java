package dev.factorizer.tck.golden;

import dev.factorizer.api.backend.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All areas of golden values. */
public final class Golden {
    private Golden() { }

    /**
     * The areas, in the order they build on each other.
     *
     * @return what can be checked
     */
    public static List<GoldenArea> areas() {
        return List.of(
                new CaseArea("operators", Map.of("operator", new OperatorKind())),
                new CaseArea("layout", Map.of("matricize", new LayoutKind(false), "shiftedWindows", new LayoutKind(true))),
                new CaseArea("factorization", Map.of("factorization", new FactorizationKind())),
                new CaseArea("layers", LayerKinds.all()),
                new CaseArea("networks", Map.of("network", new NetworkKind())));
    }

    /**
     * Checks a backend against the areas of a folder.
     *
     * @param root a folder with a folder for each area; those it lacks are left out of the reports
     * @param backend what computes
     * @return a report for each area that is there
     * @throws IOException if a folder can't be read
     */
    public static List<GoldenReport> run(Path root, Backend backend) throws IOException {
        List<GoldenReport> reports = new ArrayList<>();
        for (GoldenArea area : areas()) {
            Path folder = root.resolve(area.name());
            if (Files.isDirectory(folder)) {
                reports.add(area.run(folder, backend));
            }
        }
        return reports;
    }
}
