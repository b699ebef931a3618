package dev.factorizer.examples.predict;

import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.transforms.CropForeground;
import dev.factorizer.io.transforms.NormalizeIntensity;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.Spacing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.PublishedRecipes;
import dev.factorizer.models.bundles.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What weights are for, as a user says it.
 *
 * @param source a name of {@link PublishedRecipes}, a model bundle, or a JSON file of network settings,
 *     those of a Factorizer or, under {@code settings} beside a {@code kind}, those of any kind that is there
 * @param spacing with a JSON file: the distance between voxels in mm; null to leave it as it is
 * @param channels with a JSON file: what each input is; empty to number them
 * @param regions with a JSON file: what is found, without the background; empty to number them
 * @param exclusive with a JSON file: whether these are classes that exclude each other and the network's first output channel is
 *     the background
 */
public record RecipeChoice(String source, Double spacing, List<String> channels, List<String> regions, boolean exclusive) {
    /** That of settings which stand in a file without their kind. */
    private static final String USUAL_KIND = "factorizer";
    private static final long MOST_BYTES = 1 << 20;
    private static final int MARGIN = 10;
    private static final String BACKGROUND = "background";

    /** Copies the lists. */
    public RecipeChoice {
        channels = List.copyOf(channels);
        regions = List.copyOf(regions);
    }

    /**
     * Finds the recipe.
     *
     * @return everything about a model but its weights
     * @throws IOException if the source is none of the choices, or can't be read
     */
    public ModelRecipe read() throws IOException {
        boolean published = PublishedRecipes.names().contains(source);
        boolean json = !published && isJson();
        if (!json && (spacing != null || !channels.isEmpty() || !regions.isEmpty() || exclusive)) {
            throw new IllegalArgumentException("--settings " + source + " says itself what spacing, channels and regions are,"
                    + " expected none of the options --spacing, --channels, --regions and --exclusive with it");
        }
        return published ? PublishedRecipes.named(source) : json ? ofNetwork(network())
                : TrainedModel.read(Path.of(source)).recipe();
    }

    private boolean isJson() throws IOException {
        if (source.isBlank()) {
            throw new IllegalArgumentException("--settings is empty, expected " + choices());
        }
        Path file = Path.of(source);
        if (Files.notExists(file)) {
            throw new NoSuchFileException(source, null, "is neither a published name nor a file, expected " + choices()
                    + Suggestion.of(source, PublishedRecipes.names()));
        }
        return Files.isRegularFile(file) && !source.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    private static String choices() {
        return String.join(", ", PublishedRecipes.names()) + " or a file";
    }

    private NetworkSettings network() throws IOException {
        Path file = Path.of(source);
        if (Files.size(file) > MOST_BYTES) {
            throw new MalformedFileException(file, "has " + Files.size(file) + " bytes, expected network settings in JSON");
        }
        Map<String, Object> tree = JsonTree.parse(Files.readAllBytes(file), file, "a JSON object of network settings");
        NetworkKinds kinds = NetworkKinds.installed();
        try {
            return tree.containsKey("kind") ? SettingsReader.read("", tree,
                    read -> kinds.read(read.text("kind"), read.tree("settings"))) : kinds.read(USUAL_KIND, tree);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, e.getMessage(), e);
        }
    }

    /** As the published recipes do it. */
    private ModelRecipe ofNetwork(NetworkSettings network) {
        Preprocessing preprocessing = new Preprocessing(Optional.of(new CropForeground(MARGIN)),
                Optional.of(new Orientation(AxisCodes.RAS)), Optional.of(new NormalizeIntensity(true, true)),
                Optional.ofNullable(spacing).map(Spacing::new), Optional.of(pad(network.window())));
        return new ModelRecipe(network, names(channels, "channel", network.inputChannels()), preprocessing,
                labels(network.outputChannels()));
    }

    private Labels labels(int outputs) {
        if (!exclusive) {
            List<String> found = names(regions, "region", outputs);
            return new Labels(IntStream.range(0, found.size()).mapToObj(i -> new Region(found.get(i), i + 1)).toList());
        }
        List<String> classes = new ArrayList<>(List.of(BACKGROUND));
        classes.addAll(names(regions, "class", outputs - 1));
        return Labels.exclusive(IntStream.range(0, classes.size()).mapToObj(i -> new Region(classes.get(i), i)).toList());
    }

    private static SpatialPad pad(List<Integer> window) {
        return new SpatialPad(IntStream.range(0, 3).mapToObj(axis -> axis < window.size() ? window.get(axis) : 1).toList());
    }

    private static List<String> names(List<String> given, String kind, int count) {
        return given.isEmpty() ? IntStream.rangeClosed(1, count).mapToObj(i -> kind + " " + i).toList() : given;
    }
}
