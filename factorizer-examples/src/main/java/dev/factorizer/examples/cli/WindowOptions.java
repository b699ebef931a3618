package dev.factorizer.examples.cli;

import dev.factorizer.io.bundle.WindowWeights;
import dev.factorizer.models.inference.SegmentationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how windows are moved over a scan. */
final class WindowOptions {
    private static final Map<String, WindowWeights> WEIGHTS = new TreeMap<>(Map.of("gaussian", WindowWeights.GAUSSIAN,
            "constant", WindowWeights.CONSTANT));
    private static final String AXES = "xyz";

    private SegmentationSettings settings = SegmentationSettings.DEFAULT;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Filled by picocli. */
    WindowOptions() { }

    @Option(names = "--overlap", paramLabel = "SHARE", description = "The share of a window that the next one covers again, 0 to 0.9:"
            + " less is faster. Default: as the model says.")
    void overlap(double share) {
        try {
            settings = settings.withOverlap(share);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--overlap " + share + ": expected 0 to 0.9", e);
        }
    }

    @Option(names = "--window-weights", paramLabel = "NAME", description = "How the results of overlapping windows are weighted:"
            + " gaussian, by their distance from the window's center, or constant. Default: as the model says.")
    void weights(String name) {
        settings = settings.withWeights(choice(command, "--window-weights", name, WEIGHTS));
    }

    @Option(names = "--flips", paramLabel = "LIST", description = "Also segments the scan flipped along axes of the network's grid and"
            + " averages: a list such as x,y,xy, all for all eight, or none. Takes as many times longer."
            + " Default: as the model says.")
    void flips(String list) {
        List<List<Integer>> flips = new ArrayList<>(List.of(List.of()));
        for (String set : sets(list)) {
            List<Integer> axes = set.chars().mapToObj(AXES::indexOf).sorted().toList();
            if (axes.isEmpty() || axes.contains(-1) || axes.stream().distinct().count() != axes.size() || flips.contains(axes)) {
                throw new ParameterException(command.commandLine(), "--flips " + list + ": expected sets of x, y and z with commas"
                        + " between them, each once, such as x,y,xy, or all, or none");
            }
            flips.add(axes);
        }
        settings = settings.withFlips(flips);
    }

    private static List<String> sets(String list) {
        return switch (list) {
            case "all" -> List.of("x", "y", "z", "xy", "xz", "yz", "xyz");
            case "none" -> List.of();
            default -> List.of(list.split(",", -1));
        };
    }

    static <T> T choice(CommandSpec command, String option, String name, Map<String, T> choices) {
        T choice = choices.get(name);
        if (choice == null) {
            throw new ParameterException(command.commandLine(), option + " " + name + ": expected "
                    + String.join(" or ", choices.keySet()));
        }
        return choice;
    }

    /** As chosen; of everything else the defaults. */
    SegmentationSettings settings() {
        return settings;
    }
}
