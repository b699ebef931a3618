package dev.factorizer.io.datalist;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The Brain Imaging Data Structure: images in {@code sub-S/[ses-N/]{anat,dwi,…}}, in the folder or in {@code rawdata}, labels as
 * derivatives in {@code derivatives/[PIPELINE/]sub-S/…}, named {@code …_dseg}, {@code …_mask} or {@code …_probseg}.
 *
 * <p>A case is a session. The channels are the contrasts of {@code anat} (of all folders, if there is no {@code anat}) that each
 * case has, by name, unless they are chosen. Of several labels that of {@code dseg} is taken, then that of {@code mask}; probabilities
 * are no labels and must be asked for.
 */
final class BidsFolder {
    private static final String DESCRIPTION = "dataset_description.json";
    private static final List<String> LABEL_SUFFIXES = List.of("dseg", "mask");
    private static final Set<String> DERIVED = Set.of("dseg", "mask", "probseg");

    private final Path root;
    private final DataListOptions options;
    private final Folder folder = new Folder();
    private final Gathering found;

    private BidsFolder(Path root, DataListOptions options) {
        this.root = root;
        this.options = options;
        this.found = new Gathering(DataListForm.BIDS, root);
    }

    static Optional<DataList> read(Path root, DataListOptions options) throws IOException {
        BidsFolder reader = new BidsFolder(root, options);
        Map<String, List<BidsNames>> scans = reader.scans(reader.raw(), true);
        if (scans.isEmpty()) {
            if (Files.isRegularFile(root.resolve(DESCRIPTION))) {
                throw new MalformedFileException(root, "is a BIDS data set without an image of the form sub-S/[ses-N/]anat/sub-S_T1w.nii.gz;"
                        + " of derivatives, name the folder of the raw data that holds them");
            }
            return Optional.empty();
        }
        return Optional.of(reader.list(scans));
    }

    private Path raw() {
        Path inside = root.resolve("rawdata");
        return Files.isDirectory(inside) ? inside : root;
    }

    private DataList list(Map<String, List<BidsNames>> scans) throws IOException {
        List<String> channels = options.channels().isEmpty() ? common(scans.values()) : options.channels();
        if (channels.isEmpty()) {
            throw new MalformedFileException(root, "is a BIDS data set of " + scans.size() + " scans that have no contrast in common, found "
                    + endings(scans.values()) + "; say by --channels which are channels");
        }
        Map<String, List<BidsNames>> labels = derivatives();
        boolean labeled = !labels.isEmpty();
        BidsNames example = null;
        for (Map.Entry<String, List<BidsNames>> scan : scans.entrySet()) {
            List<Path> images = new ArrayList<>();
            for (String channel : channels) {
                images.add(image(scan.getKey(), channel, scan.getValue()));
            }
            Optional<BidsNames> label = label(scan.getKey(), labels.getOrDefault(scan.getKey(), List.of()));
            example = label.orElse(example);
            if (labeled && label.isEmpty()) {
                found.fault(images.getFirst(), "has no label among the derivatives"
                        + (options.label().isEmpty() ? "" : " whose name ends in " + options.label()));
            }
            found.add(new DataCase(scan.getKey(), scan.getValue().getFirst().subject(), label.isPresent() ? CasePart.TRAINING
                    : CasePart.TEST, images, label.map(BidsNames::file), OptionalInt.empty()));
        }
        for (Map.Entry<String, List<BidsNames>> label : labels.entrySet()) {
            if (!scans.containsKey(label.getKey())) {
                found.fault(label.getValue().getFirst().file(), "is derived of " + label.getKey() + ", of which there is no image");
            }
        }
        return found.list(Gathering.name(root), channels, example == null ? LabelScheme.UNKNOWN : BidsLabels.of(example, root), folder);
    }

    /** The images of each scan; with their folders' kinds if {@code anat} is to be preferred. */
    private Map<String, List<BidsNames>> scans(Path from, boolean raw) throws IOException {
        Map<String, List<BidsNames>> anatomical = new TreeMap<>();
        Map<String, List<BidsNames>> all = new TreeMap<>();
        for (Path subject : folder.folders(from)) {
            if (subject.getFileName().toString().startsWith("sub-")) {
                List<Path> places = new ArrayList<>(List.of(subject));
                for (Path below : folder.folders(subject)) {
                    places.add(below);
                    if (below.getFileName().toString().startsWith("ses-")) {
                        places.addAll(folder.folders(below));
                    }
                }
                for (Path place : places) {
                    gather(place, raw, all);
                    if (place.getFileName().toString().equals("anat")) {
                        gather(place, raw, anatomical);
                    }
                }
            }
        }
        return anatomical.isEmpty() || !options.channels().isEmpty() || !raw ? all : anatomical;
    }

    private void gather(Path place, boolean raw, Map<String, List<BidsNames>> scans) throws IOException {
        for (Path file : folder.images(place)) {
            BidsNames.of(file).filter(name -> DERIVED.contains(name.suffix()) != raw)
                    .ifPresent(name -> scans.computeIfAbsent(name.scan(), _ -> new ArrayList<>()).add(name));
        }
    }

    /** The endings that each scan has. */
    private static List<String> common(Iterable<List<BidsNames>> scans) {
        Set<String> common = null;
        for (List<BidsNames> scan : scans) {
            Set<String> endings = new TreeSet<>(scan.stream().map(BidsNames::ending).toList());
            if (common == null) {
                common = endings;
            }
            common.retainAll(endings);
        }
        return common == null ? List.of() : List.copyOf(common);
    }

    private static Set<String> endings(Iterable<List<BidsNames>> scans) {
        Set<String> endings = new TreeSet<>();
        scans.forEach(scan -> scan.forEach(name -> endings.add(name.ending())));
        return endings;
    }

    private Path image(String scan, String channel, List<BidsNames> names) {
        List<BidsNames> exact = names.stream().filter(name -> name.ending().equalsIgnoreCase(channel)).toList();
        List<BidsNames> fitting = exact.isEmpty() ? names.stream().filter(name -> name.meets(channel)).toList() : exact;
        if (fitting.size() > 1) {
            found.fault(fitting.getFirst().file(), "is one of " + fitting.size() + " files for the channel " + channel
                    + ", expected one; name it by --channels more exactly, such as " + fitting.getFirst().ending());
        }
        return fitting.isEmpty() ? names.getFirst().file().resolveSibling(scan + "_" + channel + ".nii.gz") : fitting.getFirst().file();
    }

    /** Labels of all pipelines, by scan. */
    private Map<String, List<BidsNames>> derivatives() throws IOException {
        Map<String, List<BidsNames>> labels = new TreeMap<>(scans(root.resolve("derivatives"), false));
        for (Path pipeline : folder.folders(root.resolve("derivatives"))) {
            if (!pipeline.getFileName().toString().startsWith("sub-")) {
                scans(pipeline, false).forEach((scan, names) -> labels.computeIfAbsent(scan, _ -> new ArrayList<>()).addAll(names));
            }
        }
        return labels;
    }

    private Optional<BidsNames> label(String scan, List<BidsNames> names) {
        if (!options.label().isEmpty()) {
            return one(scan, names.stream().filter(name -> name.meets(options.label())).toList());
        }
        for (String suffix : LABEL_SUFFIXES) {
            List<BidsNames> fitting = names.stream().filter(name -> name.suffix().equals(suffix)).toList();
            // Another space is another grid.
            List<BidsNames> here = fitting.stream().filter(name -> !name.entities().contains("space-")
                    || name.meets("space-orig")).toList();
            if (!fitting.isEmpty()) {
                return one(scan, here.isEmpty() ? fitting : here);
            }
        }
        if (!names.isEmpty()) {
            found.fault(names.getFirst().file(), "holds probabilities, expected labels named …_dseg or …_mask; make labels of them");
        }
        return Optional.empty();
    }

    private Optional<BidsNames> one(String scan, List<BidsNames> fitting) {
        if (fitting.size() > 1) {
            Map<String, Path> choices = new LinkedHashMap<>();
            fitting.stream().sorted(Comparator.comparing(BidsNames::ending)).forEach(name -> choices.put(name.ending(), name.file()));
            found.fault(fitting.getFirst().file(), "is one of " + fitting.size() + " labels of " + scan + ", expected one; choose by --label"
                    + " one of " + choices.keySet());
        }
        return fitting.stream().findFirst();
    }
}
