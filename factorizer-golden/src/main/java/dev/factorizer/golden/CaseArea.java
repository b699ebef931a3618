package dev.factorizer.golden;

import dev.factorizer.api.backend.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An area whose cases are safetensors files that are computed as graphs.
 *
 * @param name the folder's name
 * @param kinds what its kinds compute, by name
 */
record CaseArea(String name, Map<String, GoldenKind> kinds) implements GoldenArea {
    @Override
    public GoldenReport run(Path folder, Backend backend) throws IOException {
        List<GoldenOutcome> outcomes = new ArrayList<>();
        for (Path file : cases(folder)) {
            outcomes.add(run(file, backend, kinds));
        }
        return new GoldenReport(name, outcomes);
    }

    @Override
    public List<GoldenProgram> programs(Path folder) throws IOException {
        List<GoldenProgram> programs = new ArrayList<>();
        for (Path file : cases(folder)) {
            GoldenCase golden = GoldenCase.read(file);
            if (kinds.get(golden.kind()) instanceof GraphKind kind) {
                programs.add(GoldenProgram.of(golden, kind));
            }
        }
        return programs;
    }

    static List<Path> cases(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".safetensors")).sorted().toList();
        }
    }

    private static GoldenOutcome run(Path file, Backend backend, Map<String, GoldenKind> kinds) {
        try {
            GoldenCase golden = GoldenCase.read(file);
            GoldenKind kind = kinds.get(golden.kind());
            return kind == null ? new GoldenOutcome.Unsupported(golden.name(), "kind \"" + golden.kind() + "\" is unknown")
                    : CaseRunner.run(golden, kind, backend);
        } catch (IOException | ArithmeticException e) {
            return new GoldenOutcome.Failed(file.getFileName().toString(), "cannot be read: " + e.getMessage());
        }
    }
}
