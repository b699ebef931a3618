package dev.factorizer.io.bundle;

import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.FileKind;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A trained model with all that is needed to use it: one folder, or one zip archive, of {@code bundle.json} and
 * {@code weights.safetensors}. The first names the format and its version and holds everything but the weights, and the
 * length and SHA-256 of the second.
 *
 * @param network which network the weights are for
 * @param channels what each input channel is, such as {@code dwi}
 * @param preprocessing what brings a scan onto the network's grid
 * @param labels what the output channels mean
 * @param tiling how the network is moved over an image
 * @param temperature what its results are divided by before they become probabilities; 1 as trained
 * @param provenance where the model comes from: a tree of JSON
 * @param weights the parameters and buffers by name
 */
public record ModelBundle(NetworkDescription network, List<String> channels, Preprocessing preprocessing, Labels labels,
        Tiling tiling, double temperature, Map<String, Object> provenance, Weights weights) {
    /** The version of the format that is written, and the only one that is read. */
    public static final int VERSION = 1;

    private static final double LARGEST_TEMPERATURE = 100;

    /** Checks the channels and the temperature and copies lists and maps. */
    public ModelBundle {
        channels = List.copyOf(channels);
        if (channels.isEmpty() || channels.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("bundle: channels are " + channels
                    + ", expected a name for each input channel");
        }
        if (!(temperature >= 1 / LARGEST_TEMPERATURE && temperature <= LARGEST_TEMPERATURE)) {
            throw new IllegalArgumentException("bundle: temperature is " + temperature + ", expected " + 1 / LARGEST_TEMPERATURE + " to "
                    + LARGEST_TEMPERATURE);
        }
        provenance = SettingsWriter.copy("provenance", provenance);
    }

    /**
     * A model as it was trained, with a temperature of 1.
     *
     * @param network which network the weights are for
     * @param channels what each input channel is, such as {@code dwi}
     * @param preprocessing what brings a scan onto the network's grid
     * @param labels what the output channels mean
     * @param tiling how the network is moved over an image
     * @param provenance where the model comes from: a tree of JSON
     * @param weights the parameters and buffers by name
     */
    public ModelBundle(NetworkDescription network, List<String> channels, Preprocessing preprocessing, Labels labels,
            Tiling tiling, Map<String, Object> provenance, Weights weights) {
        this(network, channels, preprocessing, labels, tiling, 1, provenance, weights);
    }

    /**
     * Reads a bundle and checks each part against its SHA-256.
     *
     * @param path the folder or archive
     * @return the bundle
     * @throws MalformedFileException if it is no bundle, of another version, incomplete or damaged
     * @throws IOException if it can't be read
     */
    public static ModelBundle read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return BundleReader.read(new BundleFolder(path));
        }
        FileKind.requireRegular(path, "the folder or zip archive of a model bundle");
        try (BundleArchive archive = BundleArchive.open(path)) {
            return BundleReader.read(archive);
        }
    }

    /**
     * Writes the bundle, whole or not at all: as an archive if the name ends in {@code .zip}, else as a folder. A bundle that
     * is there already is replaced; anything else is not touched.
     *
     * @param path the folder or archive
     * @throws IOException if something else is there, or it can't be written
     */
    public void write(Path path) throws IOException {
        BundleParts parts = BundleParts.of(this);
        if (isArchive(path)) {
            BundleArchive.write(parts, path);
        } else {
            BundleFolder.write(parts, path);
        }
    }

    /**
     * Refuses, before any work is done for it, a place where no bundle can be written.
     *
     * @param path the folder or archive
     * @param read files that are read for it; none of them may be written over
     * @throws IOException if something else is there, one of those files would be replaced, or it can't be written
     */
    public static void requireWritable(Path path, Collection<Path> read) throws IOException {
        if (isArchive(path)) {
            BundleArchive.requireReplaceable(path);
            AtomicFile.requireWritable(List.of(path), read);
        } else {
            BundleFolder.requireReplaceable(path);
            AtomicFile.requireWritable(Files.isDirectory(path) ? files(path) : List.of(path), read);
        }
    }

    /**
     * {@return whether a folder is a bundle, where nothing else should be written}
     *
     * @param path the folder
     */
    public static boolean isFolder(Path path) {
        return Files.exists(path.resolve(Manifest.NAME));
    }

    /**
     * The files that a bundle is made of.
     *
     * @param path the folder or archive
     * @return those that are there
     * @throws IOException if it can't be read
     */
    public static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean isArchive(Path path) throws IOException {
        if (path.getFileName() == null || path.toString().isEmpty()) {
            throw new IOException("\"" + path + "\" names nothing, expected the folder or zip archive of a model bundle");
        }
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }
}
