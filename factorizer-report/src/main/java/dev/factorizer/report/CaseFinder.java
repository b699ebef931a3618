package dev.factorizer.report;

import dev.factorizer.api.settings.NearestNames;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.files.FileDigest;
import dev.factorizer.io.files.ImageNames;
import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.ComparedFile;
import dev.factorizer.report.cohort.CaseFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the files of the cases of an evaluation: the maps by the names that the evaluation has, or in folders that are given; what
 * {@code predict} writes beside a prediction; and the images in a data set. A map with another hash than the one that was measured is
 * not used.
 */
final class CaseFinder {
    private static final List<String> VOLUMES = List.of(".nii.gz", ".nii");

    private final Optional<Path> predictions;
    private final Optional<Path> references;
    private final Map<String, DataCase> images = new HashMap<>();
    /** As the data set has them. */
    private final List<String> ids = new ArrayList<>();
    private final boolean imagesGiven;
    private final int channel;
    /** What is missing, and the cases that miss it. */
    private final Map<String, List<String>> missing = new LinkedHashMap<>();

    CaseFinder(Optional<Path> predictions, Optional<Path> references, Optional<List<DataCase>> cases, int channel) {
        this.predictions = predictions;
        this.references = references;
        this.channel = channel;
        this.imagesGiven = cases.isPresent();
        for (DataCase one : cases.orElse(List.of())) {
            ids.add(one.id());
            // As predict names them; then as programs name an image by its first channel.
            images.putIfAbsent(one.id().replaceAll("[/\\\\:]", "_"), one);
            images.putIfAbsent(ImageNames.stem(one.images().getFirst()).replaceFirst("_\\d{4}$", ""), one);
        }
    }

    Map<String, CaseFiles> find(List<CaseResult> cases) throws IOException {
        Map<String, CaseFiles> files = new HashMap<>();
        for (CaseResult one : cases) {
            Optional<Path> prediction = map(one.name(), "prediction", one.prediction(), predictions);
            Optional<Path> truth = map(one.name(), "reference", one.reference(), references);
            files.put(one.name(), new CaseFiles(image(one.name()), imageChannel(one.name()), truth, prediction, beside(one, "_probabilities"),
                    beside(one, "_entropy")));
        }
        return files;
    }

    /** What could not be found, a sentence for each reason. */
    List<String> leftOut(int cases) {
        List<String> sentences = new ArrayList<>();
        if (!imagesGiven) {
            sentences.add("The images were not given, so no case is drawn; name the data set, by --cases, in Java by withImages.");
        }
        missing.forEach((what, names) -> sentences.add(what + " of " + names.size() + " of " + cases + " cases, such as " + names.getFirst() + "."));
        return sentences;
    }

    private void miss(String what, String name) {
        missing.computeIfAbsent(what, _ -> new ArrayList<>()).add(name);
    }

    private Optional<Path> map(String name, String what, ComparedFile file, Optional<Path> folder) throws IOException {
        Optional<Path> found = candidates(file, folder).filter(Files::isReadable).findFirst();
        if (found.isEmpty()) {
            miss("The evaluation names a " + what + " that is not there: that", name);
            return found;
        }
        if (!FileDigest.sha256(found.get()).equals(file.sha256())) {
            miss("A " + what + " is not the file that was evaluated, as its SHA-256 is another, and was not used: that", name);
            return Optional.empty();
        }
        return found;
    }

    private static Stream<Path> candidates(ComparedFile file, Optional<Path> folder) {
        Path named;
        try {
            named = Path.of(file.path());
        } catch (InvalidPathException e) {
            // An evaluation of another system, or by hand: there can be no such file here.
            return Stream.empty();
        }
        if (named.getFileName() == null) {
            return Stream.empty();
        }
        return Stream.concat(folder.stream().map(place -> place.resolve(named.getFileName().toString())), Stream.of(named));
    }

    /** What {@code predict} writes beside the labels. */
    private Optional<Path> beside(CaseResult one, String what) {
        return candidates(one.prediction(), predictions).flatMap(prediction -> {
            String stem = ImageNames.stem(prediction).replaceFirst("_seg$", "");
            return VOLUMES.stream().map(ending -> prediction.resolveSibling(stem + what + ending));
        }).filter(Files::isReadable).findFirst();
    }

    private Optional<Path> image(String name) {
        DataCase found = images.get(name);
        if (found == null) {
            if (imagesGiven) {
                List<String> near = NearestNames.of(name, ids);
                miss("The data set has no image" + (near.isEmpty() ? "" : " (the id \"" + near.getFirst() + "\" is nearest)") + ", by its id or the name of its"
                        + " first file,", name);
            }
            return Optional.empty();
        }
        if (found.images().size() > 1 && channel >= found.images().size()) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "report: channel %d is to be drawn, but case %s has %d, counted from 0",
                    channel, name, found.images().size()));
        }
        return Optional.of(found.images().get(found.images().size() > 1 ? channel : 0));
    }

    /** Of several files each has one channel. */
    private int imageChannel(String name) {
        DataCase found = images.get(name);
        return found == null || found.images().size() > 1 ? 0 : channel;
    }

    /** How files of a case may be called: by its name, and by its image. */
    List<String> names(String name) {
        DataCase found = images.get(name);
        return found == null ? List.of(name) : Stream.of(name, ImageNames.stem(found.images().getFirst())).distinct().toList();
    }
}
